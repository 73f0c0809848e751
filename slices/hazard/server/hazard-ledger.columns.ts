import { industryName } from '@zhiben/slices/enterprise/domain';
import { REGULATOR_FOUND } from '../domain/hazard.policy.ts';
import { GRADE_NAMES, LISTING_LEVEL_NAMES, STATUS_NAMES } from '../domain/hazard.terms.ts';
import { INCREASE_FROM } from '../domain/hazard-analysis.rules.ts';
import {
  address,
  attached,
  blank,
  channel,
  contact,
  date,
  dayOf,
  description,
  filed,
  has,
  instant,
  isSuspended,
  joined,
  type LedgerColumn,
  type LedgerRow,
  lastFact,
  money,
  name,
  number,
  owner,
  penalties,
  phone,
  place,
  plates,
  principal,
  progress,
  reported,
  said,
  text,
  yesNo,
} from './hazard-ledger.rows.ts';

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

const closure = ({ hazard }: LedgerRow) =>
  hazard.closedAt ? `${dayOf(hazard.closedAt)} 销号` : STATUS_NAMES[hazard.status];

/** 县级 安委办督〔2024〕3号（县安委办）, of every plate. */
const listings = (row: LedgerRow) =>
  plates(row)
    .map(({ level, number: no, issuerName }) => `${level ? LISTING_LEVEL_NAMES[level] : ''} ${no}（${issuerName}）`)
    .join('；') || null;
const papersOf =
  (...kinds: readonly string[]) =>
  ({ papers }: LedgerRow) =>
    papers
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ number: no, issuedAt }) => `${no} ${dayOf(issuedAt)}`)
      .join('；') || null;

/** Who issued papers of some kinds about it; null where nobody did. */
const issuersOf = ({ papers }: LedgerRow, ...kinds: readonly string[]) => {
  const names = papers.filter(({ kind }) => kinds.includes(kind)).map(({ issuerName }) => issuerName);
  return names.length === 0 ? null : [...new Set(names)].join('、');
};

/** The highest level at which a plate hangs. */
const highest = (row: LedgerRow) => {
  const hung = plates(row).filter(({ status }) => status !== 'closed');
  const level = (['province', 'city', 'county'] as const).find((one) => hung.some((plate) => plate.level === one));
  return level ? LISTING_LEVEL_NAMES[level].replace('级', '') : '无';
};
const passedWord = (passed: boolean | null | undefined) => (passed === true ? '合格' : passed === false && '不合格');

/** The ledgers with a line for each hazard, field for field as in the reference (hazard-ledger-fields.json). */
export const HAZARD_LEDGERS = {
  L01: [
    text('单位名称', name, 28),
    text('隐患编号', number, 24),
    text('单位地址', address, 26),
    blank('市级以上重点工程(是/否)'),
    text('隐患地址', place, 26),
    text('隐患区域', ({ division }) => division),
    text('联系人', contact, 10, '安全管理人员，没有的为主要负责人'),
    text('联系电话', phone, 14),
    blank('手机', '企业档案只有一个联系电话，填在“联系电话”栏'),
    text('隐患基本情况（简述）', description, 40),
    text('隐患来源', channel),
    date('隐患发现日期', ({ hazard }) => hazard.discoveredOn),
    text('隐患类别', ({ criterion }) => criterion, 30),
    text('隐患图片(多张)', attached('register', 'confirm'), 22, '登记、认定时的附件名称，原件在隐患档案'),
    text('整治说明', filed('measures'), 30),
    blank('是否需政府协调'),
    blank('是否需局部停产停业', '系统只记停产停用决定，不分局部、全部，见 L14“是否停产停用”'),
    blank('是否需全部停产停业', '系统只记停产停用决定，不分局部、全部，见 L14“是否停产停用”'),
    text('落实治理目标(是/否)', has('responsibility')),
    text('落实治理机构人员(是/否)', has('responsibility')),
    text('落实安全措施及应急预案(是/否)', has('plan')),
    text('落实治理经费物资(是/否)', has('funds')),
    date('计划完成整改时间', ({ hazard }) => hazard.rectificationDueOn),
    money('落实治理经费(万元)', ({ hazard }) => hazard.fundsPlanned),
    text('单位负责人', principal, 10),
    instant('填报时间', ({ hazard }) => hazard.registeredAt),
    text('填报人', (row) => lastFact(row, 'register')?.actor.name, 10, '登记人'),
  ],
  L02: [
    text('单位名称', name, 28),
    text('编号', number, 24),
    text('单位地址', address, 26),
    text('单位区域', ({ division }) => division),
    text('隐患地址', place, 26),
    text('隐患区域', ({ division }) => division),
    text('联系人', contact, 10, '安全管理人员，没有的为主要负责人'),
    text('联系电话', phone, 14),
    blank('手机', '企业档案只有一个联系电话，填在“联系电话”栏'),
    text(
      '隐患整治情况（简述）',
      (row) =>
        said(lastFact(row, 'apply'), 'statement') ?? said(lastFact(row, 'reportProgress'), 'report') ?? progress(row),
      36,
      '企业最近一次申请验收或进展报告的内容，没有的为办理状态',
    ),
    blank('自评(是/否)'),
    blank('专家评估(是/否)'),
    text('政府验收(是/否)', ({ hazard }) => yesNo((hazard.acceptedAt ?? hazard.closedAt) !== null)),
    date('整改完成日期', ({ hazard }) => dayOf(hazard.appliedAt)),
    money('实际投入资金(万元)', ({ hazard }) => hazard.fundsSpent),
    blank('备注'),
    text('单位负责人', principal, 10),
    text(
      '填表人',
      (row) => (lastFact(row, 'apply') ?? lastFact(row, 'register'))?.actor.name,
      10,
      '最近申请验收的人，没有申请的为登记人',
    ),
    date('填报日期', ({ hazard }) => dayOf(hazard.appliedAt ?? hazard.registeredAt)),
  ],
  L08: [
    text('单位名称', name, 28),
    text('单位地址', address, 26),
    text('联系人', contact, 10, '安全管理人员，没有的为主要负责人'),
    text('联系电话', phone, 14),
    text('录入方式(按明细/按个数)', () => '按明细'),
    text('隐患来源', channel),
    text('隐患描述', description, 40),
    text('隐患类别', ({ hazard }) => (hazard.grade ? GRADE_NAMES[hazard.grade] : '未定级')),
    text('整改情况(已整改/未整改/无隐患)', ({ hazard }) =>
      hazard.status === 'dismissed' ? '无隐患' : hazard.closedAt ? '已整改' : '未整改',
    ),
    money('落实治理经费(万元)', ({ hazard }) => hazard.fundsPlanned),
    instant('录入时间', ({ hazard }) => hazard.registeredAt),
    date('整改完成日期', ({ hazard }) => dayOf(hazard.closedAt)),
    text('图片', attached('register', 'apply', 'accept'), 22, '附件名称，原件在隐患档案'),
  ],
  L09: [
    { ...text('序号', ({ no }) => no, 8), kind: 'integer' },
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
    text('挂牌督办级别(无/县/市/省)', (row) => highest(row), 14),
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
        seen === REGULATOR_FOUND ? seen : (HUNAN_SOURCES[hazard.channel] ?? seen),
      22,
    ),
    text('清单层级(省/市/县)', (row) => highest(row).replace('无', '县'), 14, '挂牌督办的最高层级，没有挂牌的为县'),
    text('治理责任单位', name, 28),
    text('交办单位', (row) => issuersOf(row, 'assignment') ?? row.body, 22, '印发任务交办单的单位，没有的为承办部门'),
    text(
      '协调督办单位',
      (row) => issuersOf(row, 'supervisionOrder', 'listedSupervision') ?? row.body,
      22,
      '印发督办、挂牌督办文书的单位，没有的为承办部门',
    ),
    date('整改完成时限', ({ hazard }) => hazard.rectificationDueOn),
    date(
      '交办日期',
      ({ papers, hazard }) =>
        dayOf(papers.findLast(({ kind }) => kind === 'assignment')?.issuedAt ?? hazard.notifiedAt),
      '任务交办单的印发日期，没有的为告知企业的日期',
    ),
    text('进展', progress, 26),
    text('验收与销号', closure, 18),
    text('通报记录', papersOf('circular', 'exposure'), 22, '通报、曝光的文号和日期'),
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
    text(
      '发现人/检查组',
      (row) => joined(row.registeredByBody, lastFact(row, 'register')?.actor.name),
      20,
      '登记单位和登记人',
    ),
    text('判定标准及条款', ({ hazard, criterion }) => hazard.basis || criterion, 36),
    text('隐患描述', description, 40),
    blank('可能后果/事故类型'),
    text('存量/增量年份', ({ hazard }) =>
      hazard.discoveredOn < INCREASE_FROM ? '存量（2023年底前）' : `${hazard.discoveredOn.slice(0, 4)}年增量`,
    ),
    text('整改前照片', attached('register', 'confirm'), 22, '登记、认定时的附件名称，原件在隐患档案'),
    text('责任人-姓名/职务/电话', (row) => {
      const person = owner(row);
      return person && `${person.name} / ${person.position} / —`;
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
    text('双报告-部门回执', reported('department')),
    text('双报告-职代会/公示证据', reported('workersCongress')),
    text('交办单', papersOf('assignment'), 20, '任务交办单的文号和日期'),
    text('督办级别/文号/单位', listings, 28),
    text('进展记录', progress, 26),
    text('延期次数/批文', ({ hazard }) => (hazard.extendedCount ? `${hazard.extendedCount} 次` : '无')),
    blank('自评'),
    blank('专家评估'),
    text('监管部门核查', ({ hazard }) => dayOf(hazard.acceptedAt ?? hazard.closedAt)),
    text('验收结论/验收人', (row) => {
      const fact = lastFact(row, 'accept');
      return fact && `合格 / ${fact.actor.name}`;
    }),
    text('销号批准人/日期', (row) => {
      const fact = lastFact(row, 'close') ?? lastFact(row, 'accept');
      return row.hazard.closedAt && joined(fact?.actor.name, dayOf(row.hazard.closedAt));
    }),
    text('整改后照片', attached('apply', 'accept'), 22, '申请、验收时的附件名称，原件在隐患档案'),
    blank('公告链接', '已公布的挂牌督办见公示网页，导出时不含网址'),
    text('回头看', ({ hazard }) => joined(dayOf(hazard.lookedBackAt), passedWord(hazard.course.lookBack?.passed))),
    text('处罚案件关联', penalties, 22, '本记录登记的行政处罚决定文号'),
    text(
      '复发关联',
      ({ hazard }) => (hazard.reopensId ? '回头看反弹，接续原隐患' : null),
      18,
      '回头看不合格而重新登记的',
    ),
  ],
} as const satisfies Readonly<Record<string, readonly LedgerColumn[]>>;
