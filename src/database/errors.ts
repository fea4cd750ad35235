import { defineErrors } from '../kernel/result.ts';

export const databaseErrors = defineErrors('database', {
  noBinaries: {
    status: 500,
    message: '没有适用于 {platform} 的内置数据库',
    remedy: '请安装 PostgreSQL 15 以上，并用环境变量 DATABASE_URL 指明连接地址',
  },
  rootFolder: {
    status: 500,
    message: '当前用户是 root，而数据目录 {folder} 不对其他用户开放，数据库无法在其中运行',
    remedy: '请把项目移到其他用户可以进入的目录（如 /opt），或用环境变量 TONGCHOU_VAR 另指数据目录，或改用普通用户启动',
  },
  foreignFolder: {
    status: 500,
    message: '目录 {folder} 里有不属于本系统的文件，未作任何改动',
    remedy: '请清理该目录，或用环境变量 TONGCHOU_VAR 另指数据目录',
  },
  initFailed: {
    status: 500,
    message: '在 {folder} 建立数据库失败：{reason}',
    remedy: '请检查磁盘空间与目录权限后重新启动，未完成的数据目录会自动重建',
  },
  startFailed: {
    status: 500,
    message: '{folder} 中的数据库没有启动成功：{reason}',
    remedy: '请查看该目录下的 postgres.log，处理后重新启动',
  },
  folderInUse: {
    status: 409,
    message: '数据目录 {folder} 正被另一个运行中的服务使用（数据库进程 {pid}）',
    remedy: '请先停止那个服务，或用环境变量 TONGCHOU_VAR 另指数据目录',
  },
  unreachable: {
    status: 503,
    message: '连接不上数据库：{reason}',
    remedy: '请检查 DATABASE_URL 与数据库服务是否可用',
  },
  conflict: {
    status: 409,
    message: '同一记录正被其他操作更改，重试 {attempts} 次后仍未成功',
    remedy: '请稍后再试；已提交的内容不会重复记入',
  },
});
