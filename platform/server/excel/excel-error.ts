import { defineErrors } from '../../domain/errors.ts';

export const excelError = defineErrors('excel', {
  'not-a-workbook': {
    status: 422,
    when: 'the file is damaged, encrypted, or no xlsx at all',
    say: (_: Record<string, never>) =>
      '这不是可以读取的 xlsx 文件。请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx，再导入。',
  },
  'too-large': {
    status: 413,
    when: 'the unpacked content is larger than any honest sheet, or has too many parts',
    say: (_: Record<string, never>) => '文件解开后过大，已停止读取。请删去多余的工作表、图片和空白行列后再导入。',
  },
  'too-many-rows': {
    status: 422,
    when: 'more rows are filled in than one import takes',
    say: (d: { limit: number }) => `一次最多导入 ${d.limit} 行，请分成几个文件导入。`,
  },
  'too-many-to-write': {
    status: 422,
    when: 'an export would hold more rows than a sheet has',
    say: (d: { what: string; most: number }) =>
      `符合条件的${d.what}超过 ${d.most / 10_000} 万，一张表格放不下。请用属地、行业、时间等条件缩小范围，分次导出。`,
  },
  'headers-missing': {
    status: 422,
    when: 'columns that must be there are not found in any of the first rows',
    say: (d: { missing: readonly string[] }) =>
      `没有找到这些列：${d.missing.join('、')}。请检查表头名称，或下载模板填写。`,
  },
  'header-twice': {
    status: 422,
    when: 'two columns carry the same header, so that it is not clear which one counts',
    say: (d: { header: string; columns: readonly string[] }) =>
      `表头「${d.header}」出现在 ${d.columns.join('、')} 列，请只保留一列。`,
  },
});
