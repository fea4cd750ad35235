import { defineErrors } from '../kernel/result.ts';

export const vaultErrors = defineErrors('vault', {
  keyShape: {
    status: 500,
    message: '{source} 中的密钥不是 32 字节的 base64 或 64 位十六进制文本',
    remedy: '请填写建库时生成的密钥；全新安装可去掉该设置，由系统自动生成密钥文件',
  },
  keyFileOpen: {
    status: 500,
    message: '密钥文件 {file} 允许其他用户读取',
    remedy: '请执行 chmod 600 {file} 后重新启动',
  },
  keyMismatch: {
    status: 500,
    message: '当前密钥与数据库不符：数据库中的证件号码是用另一把密钥加密的',
    remedy: '请从备份恢复建库时的密钥文件，或核对环境变量 TONGCHOU_KEY；系统没有更改任何数据',
  },
  undecipherable: {
    status: 500,
    message: '密文无法解开：密钥不符，或内容已被改动',
    remedy: '请核对密钥文件或环境变量 TONGCHOU_KEY；密钥无误时，请从备份恢复被改动的记录',
  },
});

export const accessErrors = defineErrors('access', {
  noSession: { status: 401, message: '尚未登录，或登录已失效', remedy: '请重新登录' },
  noRight: {
    status: 403,
    message: '当前账号没有“{right}”的权限',
    remedy: '如工作需要，请由安全管理员授予相应岗位',
  },
  crossSite: {
    status: 403,
    message: '请求来源未通过校验，未作任何改动',
    remedy: '请在本系统页面内操作；程序调用请加请求头 x-tongchou: 1',
  },
  tooManyLogins: {
    status: 429,
    message: '来自本机的登录尝试过于频繁',
    remedy: '请在 {seconds} 秒后再试',
  },
  wrongPassword: {
    status: 401,
    message: '账号或密码不正确',
    remedy: '请核对后重试；连续 {limit} 次不正确将锁定 {minutes} 分钟',
  },
  locked: {
    status: 423,
    message: '密码连续多次不正确，账号“{account}”已锁定',
    remedy: '请在 {until} 之后再试，或由系统管理员重置密码',
  },
  disabled: { status: 403, message: '账号“{account}”已停用', remedy: '如需恢复，请联系系统管理员' },
  passwordMustChange: {
    status: 403,
    message: '首次登录或密码重置后，须先修改密码',
    remedy: '请在“修改密码”中设置新密码后继续',
  },
  weakPassword: {
    status: 422,
    message: '新密码不合要求：{flaw}',
    remedy: '请设置 8 至 128 位、含大写字母、小写字母、数字、符号中至少三类且不含账号名的密码',
  },
  samePassword: { status: 422, message: '新密码与当前密码相同', remedy: '请换一个密码' },
  wrongCurrentPassword: { status: 422, message: '当前密码不正确', remedy: '请重新输入当前密码' },
  badAccountName: {
    status: 422,
    message: '账号名“{value}”不合要求',
    remedy: '请用 2 至 32 位小写字母、数字、点、下划线或连字符，以字母开头',
  },
  badDivision: {
    status: 422,
    message: '区划“{value}”不在 {area} 之内，或不是 6 位（县）、9 位（镇）、12 位（村）的区划代码',
    remedy: '请从本统筹区的区划中选择',
  },
  noDivision: { status: 422, message: '没有指定数据范围', remedy: '请至少选择一个区划' },
  accountExists: { status: 409, message: '账号“{value}”已存在', remedy: '请换一个账号名' },
  unknownAccount: { status: 404, message: '没有账号“{value}”', remedy: '请核对账号名' },
  ownAccount: {
    status: 403,
    message: '不能对本人账号{action}',
    remedy: '请由另一名管理员办理',
  },
  guardedAccount: {
    status: 403,
    message: '账号“{value}”是系统、安全或审计管理员，不能在此重置密码',
    remedy: '请由服务器运维人员用 tongchou 命令重置，以免一名管理员取得另一名管理员的权限',
  },
  postsApart: {
    status: 403,
    message: '建账号与授岗位由不同的管理员办理：当前账号没有“{right}”的权限，未建立账号',
    remedy: '请先不选岗位建立账号，再由安全管理员授予岗位',
  },
  unknownRole: { status: 422, message: '没有岗位“{value}”', remedy: '请从岗位列表中选择' },
  adminTrio: {
    status: 422,
    message: '“{first}”与“{second}”不能由同一账号担任',
    remedy: '系统、安全、审计三类管理员须由三个不同的账号分别担任',
  },
  adminWithPost: {
    status: 422,
    message: '管理员“{first}”不能兼任业务岗位“{second}”',
    remedy: '请为业务岗位另设账号',
  },
  postConflict: {
    status: 422,
    message: '“{first}”与“{second}”是不相容岗位：{reason}',
    remedy: '请只保留其中一个岗位，另一个由他人担任',
  },
});
