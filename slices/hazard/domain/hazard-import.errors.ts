import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import { IMPORT_STATUS_NAMES, type ImportStatus } from './hazard-import.contract.ts';

type None = Record<never, never>;

export const importError = defineErrors('hazard', {
  'import-empty': {
    status: 422,
    when: 'the first visible sheet has no row below its header',
    say: (_: None) => '没有找到可导入的行。请确认数据在第一张工作表，表头在前 20 行以内。',
  },
  'import-too-long': {
    status: 422,
    when: 'the sheet has more rows than one import takes',
    say: (d: { most: number }) => `一次最多导入 ${d.most} 行，请分成几个文件导入。`,
  },
  'import-column-twice': {
    status: 422,
    when: 'one column is mapped to two fields',
    say: (_: None) => '同一列不能对应两个项目，请重新选择。',
  },
  'import-columns-missing': {
    status: 422,
    when: 'a required field has no column',
    say: (d: { missing: readonly string[] }) => `还没有指定哪一列是：${d.missing.join('、')}。`,
  },
  'import-nothing': {
    status: 422,
    when: 'an import is started of which no row is good',
    say: (_: None) => '没有可以导入的行。请先改正表格或各列的对应关系。',
  },
  'import-moved-on': {
    status: 409,
    when: 'mapped, started or undone in a status that does not allow it',
    say: (d: { status: ImportStatus }) =>
      `这次导入已是“${IMPORT_STATUS_NAMES[d.status]}”，不能再做此操作。请刷新后查看。`,
  },
});
