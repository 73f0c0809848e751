import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { HeaderWords, SheetMapping } from '@zhiben/platform/domain/sheet-mapping.ts';
import { plainName } from '@zhiben/slices/enterprise/domain';
import type { Channel } from './hazard.terms.ts';

/*
 * Reading a county's own sheet of hazards: which column is what, and which row can become a hazard. Pure.
 */

/** What a column of a sheet may be. Those without a place in the record are kept with the row it came from. */
export const IMPORT_FIELDS = [
  'enterprise',
  'creditCode',
  'description',
  'place',
  'discoveredOn',
  'channel',
  'criterion',
  'status',
  'number',
  'grade',
  'dueOn',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** The header words of the ledgers in use (hazard-ledger-fields.json and county sheets). */
export const IMPORT_FIELD_WORDS: Record<ImportField, HeaderWords> = {
  enterprise: {
    label: '单位名称',
    isRequired: true,
    words: [
      '单位名称',
      '企业名称',
      '企业',
      '治理责任单位',
      '被检查单位',
      '受检单位',
      '生产经营单位',
      '整改单位',
      '单位',
    ],
    not: ['交办', '督办', '检查单位', '责任单位联系', '代码', '地址', '负责人'],
  },
  creditCode: { label: '统一社会信用代码', isRequired: false, words: ['统一社会信用代码', '信用代码', '社会信用'] },
  description: {
    label: '隐患描述',
    isRequired: true,
    words: [
      '隐患描述',
      '隐患内容',
      '隐患基本情况',
      '隐患名称与内容',
      '存在的重大事故隐患',
      '存在隐患',
      '隐患情况',
      '问题隐患',
      '主要问题',
      '存在问题',
      '隐患简述',
      '隐患',
      '问题',
    ],
    not: ['编号', '来源', '日期', '类别', '等级', '级别', '地址', '区域', '部位', '整改', '整治', '图片', '编码'],
  },
  place: {
    label: '部位',
    isRequired: false,
    words: ['隐患部位', '具体部位', '部位', '隐患地址', '隐患区域', '所在位置', '位置', '地点', '场所'],
  },
  discoveredOn: {
    label: '发现日期',
    isRequired: true,
    words: ['发现日期', '发现时间', '排查日期', '排查时间', '检查日期', '检查时间', '录入时间', '填报时间', '交办日期'],
  },
  channel: { label: '发现渠道', isRequired: false, words: ['发现渠道', '首发渠道', '隐患来源', '问题来源', '来源'] },
  criterion: { label: '判定标准', isRequired: false, words: ['判定标准', '判定依据', '认定依据', '判定条款', '依据'] },
  status: {
    label: '整改情况',
    isRequired: false,
    words: ['整改情况', '整改状态', '是否整改', '是否销号', '验收与销号', '状态', '进展'],
  },
  number: { label: '原编号', isRequired: false, words: ['隐患编号', '隐患编码', '编号', '序号'] },
  grade: {
    label: '隐患等级',
    isRequired: false,
    note: '导入为线索，等级由部门认定后才有；此列随原行保留备查',
    words: ['隐患等级', '隐患级别', '隐患类别', '隐患类型', '等级'],
  },
  dueOn: {
    label: '整改期限',
    isRequired: false,
    note: '导入为线索，期限由认定或判定文书载明；此列随原行保留备查',
    words: ['整改期限', '整改完成时限', '计划完成整改时间', '治理完成期限', '整改时限', '完成时限', '期限'],
  },
};

export type Mapping = SheetMapping<ImportField>;

/** Words of a sheet for the origin → ours. Read in this order, so that the narrower word wins. */
const CHANNEL_WORDS: readonly (readonly [RegExp, Channel])[] = [
  [/自查|自纠|自检|企业(?:报告|上报)|自行/, 'selfInspection'],
  [/举报|投诉|12345|12350|信访/, 'tipOff'],
  [/媒体|曝光|舆情|新闻/, 'media'],
  [/移送|移交|转办|抄送/, 'transfer'],
  [/监测|预警|报警|在线/, 'monitoringAlarm'],
  [/事故调查|事故/, 'accidentInvestigation'],
  [/上级|省|市级|部级|国务院|督导|督查|巡查|交办|考核/, 'higherLevelSupervision'],
  [/乡镇|街道|镇|村|社区|网格|园区|下级/, 'lowerLevelReport'],
  [/检查|执法|部门|县级|排查|抽查|专项|暗访/, 'departmentInspection'],
  [/导入|其他/, 'import'],
];

/** The origin that a sheet names; undefined for words that name none. */
export function readChannel(words: string): Channel | undefined {
  return CHANNEL_WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

/** Whether a sheet says that the hazard was dealt with before. */
export function saysSettled(words: string): boolean {
  if (/未|没|正在|整改中|逾期|不合格|待/.test(words)) return false;
  return /已?销号|已(?:经)?(?:整改|完成|办结|治理|验收)|整改(?:完成|完毕|到位)|合格|办结|摘牌|无隐患/.test(words);
}

/** One thing that is wrong with a row: in which field, or null for the row as a whole. */
export interface ImportProblem {
  readonly field: ImportField | null;
  readonly message: string;
}

/** What of a row becomes a hazard. */
export interface ImportedHazard {
  readonly enterpriseId: string;
  readonly description: string;
  readonly place: string;
  readonly discoveredOn: LocalDate;
  readonly originalChannel: Channel | null;
  readonly criterionCode: string | null;
}

/** The texts of a row by field, dates as `YYYY-MM-DD`; a cell that could not be read has its problem instead. */
export type RowTexts = Readonly<Partial<Record<ImportField, { readonly text: string } | { readonly problem: string }>>>;

/** What a row is checked against. */
export interface ImportWorld {
  readonly today: LocalDate;
  /** By credit code and by name; null where several enterprises have the name. */
  readonly byCode: ReadonlyMap<string, string>;
  readonly byName: ReadonlyMap<string, string | null>;
  readonly hasCriterion: (code: string) => boolean;
  /** Whether the same hazard stands in the register or in an earlier row; the number or row that has it. */
  readonly findSame: (same: string) => string | undefined;
}

const MOST_DESCRIPTION = 2000;
const MOST_PLACE = 200;
const NO_PLACE = '未注明部位';

/** By which two hazards are the same report: enterprise, day and words. */
export function sameness(hazard: Pick<ImportedHazard, 'enterpriseId' | 'discoveredOn' | 'description'>): string {
  return `${hazard.enterpriseId} ${hazard.discoveredOn} ${plainName(hazard.description)}`;
}

/** Checks one row: what it becomes, or everything that is wrong with it, cell by cell. */
export function checkRow(
  texts: RowTexts,
  world: ImportWorld,
): { readonly hazard: ImportedHazard } | { readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const text = (field: ImportField): string => {
    const cell = texts[field];
    if (cell && 'problem' in cell) problems.push({ field, message: cell.problem });
    return cell && 'text' in cell ? cell.text.trim() : '';
  };
  const fail = (field: ImportField | null, message: string) => problems.push({ field, message });
  const must = (field: ImportField): string => {
    const before = problems.length;
    const value = text(field);
    if (!value && problems.length === before) fail(field, '不能为空');
    return value;
  };

  const enterpriseId = findEnterprise(text('creditCode'), text('enterprise'), world, fail);
  const description = must('description');
  if (description.length > MOST_DESCRIPTION) fail('description', `不能超过 ${MOST_DESCRIPTION} 字`);
  const place = text('place') || NO_PLACE;
  if (place.length > MOST_PLACE) fail('place', `不能超过 ${MOST_PLACE} 字`);
  const discoveredOn = must('discoveredOn');
  if (discoveredOn > world.today) fail('discoveredOn', `发现日期不能晚于今天（${world.today}）`);
  const source = text('channel');
  const originalChannel = source ? readChannel(source) : null;
  if (originalChannel === undefined) fail('channel', `认不出“${source}”是哪种发现渠道`);
  if (saysSettled(text('status'))) fail('status', '原台账已办结，只导入仍在办理的隐患');
  const criterion = text('criterion');
  if (problems.length > 0) return { problems };

  const criterionCode = world.hasCriterion(criterion) ? criterion : null;
  const hazard = { enterpriseId: enterpriseId ?? '', description, place, discoveredOn, originalChannel, criterionCode };
  const same = world.findSame(sameness(hazard));
  if (same) return { problems: [{ field: null, message: `与${same}重复：企业、发现日期和描述相同` }] };
  return { hazard: hazard as ImportedHazard };
}

function findEnterprise(
  code: string,
  name: string,
  { byCode, byName }: ImportWorld,
  fail: (field: ImportField, message: string) => void,
): string | undefined {
  const plainCode = plainName(code).toUpperCase();
  const found = plainCode ? byCode.get(plainCode) : undefined;
  if (found) return found;
  if (!name) {
    fail(code ? 'creditCode' : 'enterprise', code ? '企业库中没有这个信用代码' : '不能为空');
    return undefined;
  }
  const named = byName.get(plainName(name));
  if (named === null) fail('enterprise', '有多家企业同名，请补充统一社会信用代码');
  else if (named === undefined) fail('enterprise', '企业库中没有这家企业，请核对名称或先建企业档案');
  return named ?? undefined;
}
