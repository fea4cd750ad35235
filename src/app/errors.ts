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
  noPacks: {
    status: 404,
    message: '目录 {folder} 里没有政策包',
    remedy: '每个政策包是一个含 pack.yaml 的子目录，请核对目录',
  },
  badAnchors: {
    status: 422,
    message: '封存值文件 {file} 不是有效的 JSON',
    remedy: '请使用 tongchou verify --anchors 写出的原文件',
  },
  badSide: {
    status: 422,
    message: '不知道“{value}”指哪一份政策',
    remedy: '请写作“统筹区@日期”（如 610300@2022-08-31），或政策包的文件夹、单文件政策的路径（可加 @日期）',
  },
  noVersion: {
    status: 404,
    message: '政策 {value} 在 {on} 没有有效的规定',
    remedy: '请核对日期；不写日期的取最后一个版本',
  },
  noLayers: {
    status: 422,
    message: '政策文件 {value} 没有待遇的层（layers），无从比较',
    remedy: '请改用写有 layers 的政策文件，或政策包的文件夹',
  },
  badDate: { status: 422, message: '日期 {value} 有误', remedy: '请按 2020-06-30 的形式填写真实日期' },
});
