import { defineErrors } from '../kernel/result.ts';

export const appErrors = defineErrors('app', {
  portBusy: {
    status: 500,
    message: '端口 {port} 已被其他程序占用',
    remedy: '请先停止占用该端口的程序，或换一个端口：npm start -- --port {other}',
  },
  countyLoaded: {
    status: 409,
    message: '{place} 中已有参保数据，不再重复生成合成县',
    remedy: '请用环境变量 TONGCHOU_VAR 另指一个空的数据目录，或用 DATABASE_URL 另指一个空库',
  },
});
