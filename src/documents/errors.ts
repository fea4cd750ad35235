import { defineErrors } from '../kernel/result.ts';

export const documentErrors = defineErrors('documents', {
  unknownFormat: {
    status: 400,
    message: '不支持的文件格式“{value}”',
    remedy: '请使用 .docx（文字）、.pdf（打印）或 .xlsx（表格）作为文件的扩展名',
  },
  cannotWrite: {
    status: 500,
    message: '无法写入文件“{file}”：{reason}',
    remedy: '请检查目录是否存在、可以写入，磁盘是否有空间，文件是否被其他程序打开',
  },
  tooLongToPrint: {
    status: 400,
    message: '表格共有 {cells} 个单元格，超过打印文件的上限 {limit} 个（约 200 页）',
    remedy: '请改用 .xlsx 格式，或按月份、机构分成几个文件',
  },
  cellTooLong: {
    status: 400,
    message: '工作表“{sheet}”中以“{start}”开头的文字有 {length} 个字符，超过 Excel 单元格的上限 32767',
    remedy: '请缩短该段文字，或改用 docx、pdf 格式',
  },
  tooManyRows: {
    status: 400,
    message: '表格“{sheet}”有 {rows} 行，超过 Excel 工作表的上限 1048576 行',
    remedy: '请按月份或机构分成几个表格',
  },
  tooManyColumns: {
    status: 400,
    message: '表格“{sheet}”有 {columns} 列，超过 Excel 工作表的上限 16384 列',
    remedy: '请把表格拆成几个',
  },
});
