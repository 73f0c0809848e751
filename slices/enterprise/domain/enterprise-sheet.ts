import type { HeaderWords } from '@zhiben/platform/domain/sheet-mapping.ts';
import type { FieldName } from './enterprise.fields.ts';

export type SheetField = FieldName | 'division' | 'localNumber';
interface SheetColumn extends HeaderWords {
  /** Behind the heading of the template. */
  readonly hint?: string;
  readonly kind?: 'number';
}

/**
 * The columns of a sheet of enterprises, in order, with the headings under which people's own lists carry them. Others
 * are matched by hand: a heading that only holds such a word (备案编号, 村镇银行名称) would be matched wrongly.
 */
export const SHEET_COLUMNS = {
  name: {
    label: '单位名称',
    isRequired: true,
    isExact: true,
    words: ['单位名称', '企业名称', '名称', '企业全称', '单位全称'],
    hint: '必填',
  },
  creditCode: {
    label: '统一社会信用代码',
    isRequired: false,
    isExact: true,
    words: ['统一社会信用代码', '信用代码', '社会信用代码', '统一代码'],
    hint: '18 位',
  },
  localNumber: {
    label: '本地编号',
    isRequired: false,
    isExact: true,
    words: ['本地编号', '编号'],
    hint: '更新无代码单位时填',
  },
  kind: { label: '单位类型', isRequired: false, isExact: true, words: ['单位类型', '主体类型'], hint: '无代码的必填' },
  division: {
    label: '属地',
    isRequired: false,
    isExact: true,
    words: ['属地', '所属乡镇', '所在乡镇', '乡镇', '行政区划', '村'],
    hint: '区划名称或代码',
  },
  industry: {
    label: '监管行业',
    isRequired: false,
    isExact: true,
    words: ['监管行业', '行业', '行业领域'],
    hint: '见监管行业名称',
  },
  industryCode: {
    label: '国民经济行业代码',
    isRequired: false,
    isExact: true,
    words: ['国民经济行业代码', '行业代码'],
    hint: 'GB/T 4754，如 C2614',
  },
  status: {
    label: '生产经营状态',
    isRequired: false,
    isExact: true,
    words: ['生产经营状态', '状态', '经营状态'],
    hint: '留空为生产经营中',
  },
  address: {
    label: '地址',
    isRequired: false,
    isExact: true,
    words: ['地址', '生产经营地址', '详细地址', '经营地址', '注册地址'],
  },
  longitude: { label: '经度', isRequired: false, isExact: true, words: ['经度'], kind: 'number' },
  latitude: { label: '纬度', isRequired: false, isExact: true, words: ['纬度'], kind: 'number' },
  size: {
    label: '企业规模',
    isRequired: false,
    isExact: true,
    words: ['企业规模', '规模'],
    hint: '大型、中型、小型、微型',
  },
  employees: {
    label: '从业人员',
    isRequired: false,
    isExact: true,
    words: ['从业人员', '职工人数', '从业人数', '人数'],
    kind: 'number',
  },
  principalName: {
    label: '主要负责人',
    isRequired: false,
    isExact: true,
    words: ['主要负责人', '法定代表人', '负责人', '法人'],
  },
  principalPhone: {
    label: '主要负责人电话',
    isRequired: false,
    isExact: true,
    words: ['主要负责人电话', '联系电话', '手机', '电话'],
  },
  controllerName: { label: '实际控制人', isRequired: false, isExact: true, words: ['实际控制人'] },
  safetyManagerName: {
    label: '安全管理人员',
    isRequired: false,
    isExact: true,
    words: ['安全管理人员', '安全员', '安全负责人', '安全总监'],
  },
  safetyManagerPhone: {
    label: '安全管理人员电话',
    isRequired: false,
    isExact: true,
    words: ['安全管理人员电话', '安全员电话'],
  },
  safetyOrganisation: { label: '安全管理机构', isRequired: false, isExact: true, words: ['安全管理机构', '安全机构'] },
  supervisingBodyId: {
    label: '行业主管部门',
    isRequired: false,
    isExact: true,
    words: ['行业主管部门', '主管部门'],
    hint: '机构名称或简称',
  },
  oversightBodyIds: {
    label: '监管部门',
    isRequired: false,
    isExact: true,
    words: ['监管部门', '监管单位'],
    hint: '多个用顿号隔开',
  },
} as const satisfies Partial<Record<SheetField, SheetColumn>>;
export type SheetColumnKey = keyof typeof SHEET_COLUMNS;
export const SHEET_COLUMN_KEYS = Object.keys(SHEET_COLUMNS) as [SheetColumnKey, ...SheetColumnKey[]];
export const columnsOfSheet = (): readonly (SheetColumn & { readonly key: SheetColumnKey })[] =>
  SHEET_COLUMN_KEYS.map((key) => ({ key, ...SHEET_COLUMNS[key] }));
