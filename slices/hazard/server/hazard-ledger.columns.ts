import type { WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import type { Hazard } from '../domain/hazard.state.ts';
import { COMMITMENT_KINDS, type CommitmentKind, GRADE_NAMES, STATUS_NAMES } from '../domain/hazard.terms.ts';
import { INCREASE_FROM } from '../domain/hazard-analysis.rules.ts';
import type { LedgerCode } from '../domain/hazard-ledger.contract.ts';

/** A hazard with what the forms ask of its surroundings. */
export interface LedgerRow {
  readonly hazard: Hazard;
  readonly enterprise: {
    readonly creditCode: string | null;
    readonly address: string;
    readonly principalName: string;
  } | null;
  readonly division: string;
  readonly body: string | null;
  /** As this viewer may see it. */
  readonly channel: string;
  readonly originalChannel: string | null;
  readonly criterion: string | null;
}

type Column = WriteColumn<LedgerRow>;
type Value = Column['value'];

const text = (header: string, value: Value, width = 16): Column => ({ header, value, width });
const date = (header: string, value: Value): Column => ({ header, value, kind: 'date', width: 12 });
const money = (header: string, value: Value): Column => ({ header, value, kind: 'number', width: 12 });
/** Stands in the form; this system does not keep it, so it is left to be filled in by hand. */
const blank = (header: string): Column => ({ header, value: () => null, width: 14 });
const yesNo = (yes: boolean) => (yes ? '是' : '否');

const dayOf = (at: string | null) => at && new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
const filed =
  (kind: CommitmentKind): Value =>
  ({ hazard: { commitments } }) =>
    String(commitments[kind]?.value ?? '') || null;
const has =
  (kind: CommitmentKind): Value =>
  ({ hazard: { commitments } }) =>
    yesNo(commitments[kind] !== undefined);
const owner = ({ hazard }: LedgerRow) => hazard.commitments.responsibility?.owner;
const name: Value = ({ hazard }) => hazard.enterpriseName;
const number: Value = ({ hazard }) => hazard.number;
const address: Value = ({ enterprise }) => enterprise?.address;
const principal: Value = ({ enterprise }) => enterprise?.principalName;
const description: Value = ({ hazard }) => hazard.description;
const channel: Value = (row) =>
  row.originalChannel ? `${row.channel}（原渠道：${row.originalChannel}）` : row.channel;
const isSuspended: Value = ({ hazard: { course } }) =>
  yesNo((course.measures ?? []).some(({ measure, liftedOn }) => liftedOn === null && measure === 'suspension'));

/** The sources of Hunan's 一单四制, by our origins. */
const HUNAN_SOURCES: Readonly<Record<string, string>> = {
  selfInspection: '下级或企业报告',
  lowerLevelReport: '下级或企业报告',
  departmentInspection: '日常检查',
  monitoringAlarm: '日常检查',
  accidentInvestigation: '日常检查',
  higherLevelSupervision: '上级交办',
  tipOff: '群众举报',
  media: '媒体曝光',
  transfer: '部门移送',
};

/** 进展 in a word: how far the five commitments and the rectification are. */
const progress: Value = ({ hazard }) => {
  const count = COMMITMENT_KINDS.filter((kind) => hazard.commitments[kind]).length;
  const five = hazard.grade === 'major' ? `，五落实 ${count}/5` : '';
  const returned = hazard.returnedCount > 0 ? `，退回 ${hazard.returnedCount} 次` : '';
  return `${STATUS_NAMES[hazard.status]}${five}${returned}`;
};
const closure: Value = ({ hazard }) =>
  hazard.closedAt ? `${dayOf(hazard.closedAt)} 销号` : STATUS_NAMES[hazard.status];

/** Field for field as in the reference (domain/workflow/hazard-ledger-fields.json). */
export const LEDGER_COLUMNS: Readonly<Record<LedgerCode, readonly Column[]>> = {
  L01: [
    text('单位名称', name, 28),
    text('隐患编号', number, 24),
    text('单位地址', address, 26),
    blank('市级以上重点工程(是/否)'),
    text('隐患地址', address, 26),
    text('隐患区域', ({ division }) => division),
    text('联系人', principal, 10),
    blank('联系电话'),
    blank('手机'),
    text('隐患基本情况（简述）', description, 40),
    text('隐患来源', channel),
    date('隐患发现日期', ({ hazard }) => hazard.discoveredOn),
    text('隐患类别', ({ criterion }) => criterion, 30),
    blank('隐患图片(多张)'),
    text('整治说明', filed('measures'), 30),
    blank('是否需政府协调'),
    text('是否需局部停产停业', isSuspended),
    blank('是否需全部停产停业'),
    text('落实治理目标(是/否)', has('responsibility')),
    text('落实治理机构人员(是/否)', has('responsibility')),
    text('落实安全措施及应急预案(是/否)', has('plan')),
    text('落实治理经费物资(是/否)', has('funds')),
    date('计划完成整改时间', ({ hazard }) => hazard.rectificationDueOn),
    money('落实治理经费(万元)', ({ hazard }) => hazard.fundsPlanned),
    text('单位负责人', principal, 10),
    { header: '填报时间', value: ({ hazard }) => new Date(hazard.registeredAt), kind: 'instant', width: 18 },
    blank('填报人'),
  ],
  L02: [
    text('单位名称', name, 28),
    text('编号', number, 24),
    text('单位地址', address, 26),
    text('单位区域', ({ division }) => division),
    text('隐患地址', address, 26),
    text('隐患区域', ({ division }) => division),
    text('联系人', principal, 10),
    blank('联系电话'),
    blank('手机'),
    text('隐患整治情况（简述）', progress, 36),
    blank('自评(是/否)'),
    blank('专家评估(是/否)'),
    text('政府验收(是/否)', ({ hazard }) => yesNo(hazard.closedAt !== null)),
    date('整改完成日期', ({ hazard }) => dayOf(hazard.appliedAt)),
    money('实际投入资金(万元)', ({ hazard }) => hazard.fundsSpent),
    blank('备注'),
    text('单位负责人', principal, 10),
    blank('填表人'),
    date('填报日期', ({ hazard }) => dayOf(hazard.registeredAt)),
  ],
  L08: [
    text('单位名称', name, 28),
    text('单位地址', address, 26),
    text('联系人', principal, 10),
    blank('联系电话'),
    text('录入方式(按明细/按个数)', () => '按明细'),
    text('隐患来源', channel),
    text('隐患描述', description, 40),
    text('隐患类别', ({ hazard }) => (hazard.grade ? GRADE_NAMES[hazard.grade] : '未定级')),
    text('整改情况(已整改/未整改/无隐患)', ({ hazard }) =>
      hazard.status === 'dismissed' ? '无隐患' : hazard.closedAt ? '已整改' : '未整改',
    ),
    money('落实治理经费(万元)', ({ hazard }) => hazard.fundsPlanned),
    { header: '录入时间', value: ({ hazard }) => new Date(hazard.registeredAt), kind: 'instant', width: 18 },
    date('整改完成日期', ({ hazard }) => dayOf(hazard.closedAt)),
    blank('图片'),
  ],
  L09: [
    text('序号', number, 24),
    text('地区', ({ division }) => division),
    text('行业与领域', ({ hazard }) => industryName(hazard.industry)),
    text('单位名称', name, 28),
    text('地址', address, 26),
    text('隐患内容', description, 40),
    text('落实治理目标任务', filed('responsibility'), 26),
    text('落实治理经费物资', ({ hazard }) => (hazard.fundsPlanned === null ? null : `${hazard.fundsPlanned} 万元`)),
    text('落实治理机构人员', (row) => {
      const person = owner(row);
      return person && `${person.name}（${person.position}）`;
    }),
    text('落实治理时间要求', ({ hazard }) => hazard.rectificationDueOn),
    text('落实安全措施应急预案', filed('plan'), 26),
    blank('挂牌督办级别(无/县/市/省)'),
    text('填报月份', ({ hazard }) => dayOf(hazard.registeredAt)?.slice(0, 7)),
    blank('备注'),
  ],
  L11: [
    text('隐患编号', number, 24),
    text('隐患名称与内容', description, 40),
    text(
      '来源(日常检查/上级交办/群众举报/媒体曝光/部门移送/下级或企业报告)',
      ({ hazard, channel: seen }) =>
        // Where the viewer may not know the origin, the word that is shown instead.
        seen in SEEN_AS_IS ? seen : (HUNAN_SOURCES[hazard.channel] ?? seen),
      22,
    ),
    text('清单层级(省/市/县)', () => '县'),
    text('治理责任单位', name, 28),
    text('交办单位', ({ body }) => body, 22),
    text('协调督办单位', ({ body }) => body, 22),
    date('整改完成时限', ({ hazard }) => hazard.rectificationDueOn),
    date('交办日期', ({ hazard }) => dayOf(hazard.notifiedAt)),
    text('进展', progress, 26),
    text('验收与销号', closure, 18),
    blank('通报记录'),
  ],
  L14: [
    text('隐患编码', number, 24),
    text(
      '企业(统一社会信用代码)',
      ({ hazard, enterprise }) => `${hazard.enterpriseName}（${enterprise?.creditCode ?? '无代码'}）`,
      36,
    ),
    text(
      '行业领域/监管部门',
      ({ hazard, body }) => [industryName(hazard.industry), body].filter(Boolean).join(' / '),
      26,
    ),
    text('属地(区划代码)', ({ hazard, division }) => `${division}（${hazard.division}）`, 24),
    text(
      '经纬度/具体部位',
      ({ hazard }) =>
        [hazard.longitude === null ? null : `${hazard.longitude},${hazard.latitude}`, hazard.place]
          .filter(Boolean)
          .join(' / '),
      24,
    ),
    text('发现渠道', (row) => row.channel),
    text('首发渠道', (row) => row.originalChannel ?? row.channel),
    date('发现日期', ({ hazard }) => hazard.discoveredOn),
    blank('发现人/检查组'),
    text('判定标准及条款', ({ hazard, criterion }) => hazard.basis || criterion, 36),
    text('隐患描述', description, 40),
    blank('可能后果/事故类型'),
    text('存量/增量年份', ({ hazard }) =>
      hazard.discoveredOn < INCREASE_FROM ? '存量（2023年底前）' : `${hazard.discoveredOn.slice(0, 4)}年增量`,
    ),
    blank('整改前照片'),
    text('责任人-姓名/职务/电话', (row) => {
      const person = owner(row);
      return person && `${person.name} / ${person.position}`;
    }),
    text('整改措施', filed('measures'), 30),
    text(
      '资金-计划/到位/已用(万元)',
      ({ hazard }) => `${hazard.fundsPlanned ?? '—'} / — / ${hazard.fundsSpent ?? '—'}`,
      20,
    ),
    date('时限', ({ hazard }) => hazard.rectificationDueOn),
    text('应急预案/临时管控', filed('plan'), 26),
    text('是否停产停用', isSuspended),
    text('双报告-部门回执', ({ hazard }) => hazard.course.reports?.department?.on),
    text('双报告-职代会/公示证据', ({ hazard }) => hazard.course.reports?.workersCongress?.on),
    blank('交办单'),
    blank('督办级别/文号/单位'),
    text('进展记录', progress, 26),
    text('延期次数/批文', ({ hazard }) => (hazard.extendedCount ? `${hazard.extendedCount} 次` : '无')),
    blank('自评'),
    blank('专家评估'),
    text('监管部门核查', ({ hazard }) => dayOf(hazard.acceptedAt ?? hazard.closedAt)),
    blank('验收结论/验收人'),
    text('销号批准人/日期', ({ hazard }) => dayOf(hazard.closedAt)),
    blank('整改后照片'),
    blank('公告链接'),
    text('回头看', ({ hazard }) => dayOf(hazard.lookedBackAt)),
    blank('处罚案件关联'),
    blank('复发关联'),
  ],
};

/** Words in place of the origin for those who may not know it. */
const SEEN_AS_IS: Readonly<Record<string, true>> = { 监管部门发现: true };
