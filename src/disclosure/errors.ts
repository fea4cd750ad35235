import { defineErrors } from '../kernel/result.ts';

export const disclosureErrors = defineErrors('disclosure', {
  fileMissing: {
    status: 404,
    message: '找不到文件“{file}”。',
    remedy: '请核对路径后重试。',
  },
  fileUnreadable: {
    status: 422,
    message: '文件“{file}”打不开（{reason}）。',
    remedy: '请确认它是普通文件并有读取权限。',
  },
  fileTooLarge: {
    status: 413,
    message: '文件有 {size} 字节，超过上限 {limit} 字节。',
    remedy: '请只提交公开文本本身，或拆成几个文件。',
  },
  lineTooLong: {
    status: 413,
    message: '第 {line} 行有 {size} 个字符，超过上限 {limit} 个字符。',
    remedy: '请按原文分行保存后重试。',
  },
  tooManyLines: {
    status: 413,
    message: '文件有 {size} 行，超过上限 {limit} 行。',
    remedy: '请只提交公开文本本身，或拆成几个文件。',
  },
  tooManyCells: {
    status: 413,
    message: '文件的表格约有 {size} 格，超过上限 {limit} 格。',
    remedy: '请只提交公开文本本身，或拆成几个文件。',
  },
  officeOrPdf: {
    status: 415,
    message: '这是 {format} 文件，目前只读取文本文件。',
    remedy: '请另存为文本（UTF-8 或 GB 18030，表格用制表符或竖线分列）后重试。',
  },
  notText: {
    status: 415,
    message: '内容不是文本：第 {offset} 字节起含有二进制数据。',
    remedy: '请提交 UTF-8 或 GB 18030 编码的文本文件。',
  },
  badEncoding: {
    status: 415,
    message: '编码既不是 UTF-8 也不是 GB 18030，无法还原文字。',
    remedy: '请另存为 UTF-8 后重试。',
  },
  notDisclosure: {
    status: 422,
    message: '内容不像部门预算或部门决算公开：没有“××年度部门决算（预算）”字样，也没有决算公开表。',
    remedy: '请确认提交的是部门预决算公开文本的全文。',
  },
});
