import type { TimelineEntry } from '@zhiben/platform/server/audit/audit.queries.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { LISTING_LEVEL_NAMES, STATUS_NAMES } from '../domain/hazard.terms.ts';
import {
  blank,
  contact,
  date,
  dayOf,
  description,
  instant,
  joined,
  type LedgerColumn,
  type LedgerRow,
  lastFact,
  name,
  number,
  phone,
  plateNumbers,
  plates,
  progress,
  said,
  seal,
  text,
} from './hazard-ledger.rows.ts';

/** A ledger whose lines are papers or steps of hazards: one hazard gives any number of them, also none. */
interface PaperLedger {
  readonly linesOf: (row: LedgerRow) => LedgerRow[];
  readonly columns: readonly LedgerColumn[];
}

const perPlate = (row: LedgerRow): LedgerRow[] => plates(row).map((paper) => ({ ...row, paper }));
const perFact =
  (...kinds: readonly string[]) =>
  (row: LedgerRow): LedgerRow[] =>
    row.facts.filter(({ action }) => kinds.includes(action.replace('hazard:', ''))).map((fact) => ({ ...row, fact }));
/** Of hazards on which a plate hangs or hung. */
const perFactOfListed =
  (...kinds: readonly string[]) =>
  (row: LedgerRow): LedgerRow[] =>
    plates(row).length === 0 ? [] : perFact(...kinds)(row);

const data =
  (key: string) =>
  ({ fact }: LedgerRow) =>
    said(fact, key);
const factIs = ({ fact }: LedgerRow, kind: string) => fact?.action === `hazard:${kind}`;
const IN_THE_PAPER = '写在通知书正文，见督办文书';
const COPIES = '表式规定的份数，打印时填写';
const OF_HIGHER_LEVEL = '上级在本系统之外作出，留空由上级填写';
const signedFor = ({ paper }: LedgerRow) => paper && (joined(paper.signer, dayOf(paper.acknowledgedAt)) || null);
const issuer = (row: LedgerRow) => (row.paper ?? plates(row).at(-1))?.issuerName;
const byWhom = (fact: TimelineEntry | null | undefined) => fact?.actor.name;

/** A plate hung, and the same one taken down, are two lines of L10. */
const hungAndTaken = (row: LedgerRow): LedgerRow[] =>
  perPlate(row).flatMap((line) => {
    const { paper } = line;
    return paper?.delistingNumber ? [line, { ...line, paper: { ...paper, number: paper.delistingNumber } }] : [line];
  });
const isTaken = ({ paper }: LedgerRow) => paper !== null && paper.number === paper.delistingNumber;

export const PAPER_LEDGERS = {
  L03: {
    linesOf: perPlate,
    columns: [
      text('文号(字〔年〕号)', ({ paper }) => paper?.number, 24),
      text('签发人', ({ paper }) => paper?.signedBy, 10),
      text('治理责任单位', name, 28),
      text('存在的重大事故隐患', description, 40),
      text('依据', ({ paper, hazard }) => paper?.basis || hazard.basis, 32),
      date('治理完成期限', ({ hazard }) => hazard.rectificationDueOn),
      date(
        '治理方案备案期限',
        (row) => said(lastFact(row, 'confirm'), 'commitmentsDueOn'),
        '认定时载明的报送五落实期限',
      ),
      text('进展报告频次(至少每季度一次)', ({ paper }) =>
        paper?.progressMonths ? `每 ${paper.progressMonths} 个月一次` : null,
      ),
      blank('验收申请要求', IN_THE_PAPER),
      text('延期申请提前量(15个工作日)', ({ extensionLead }) => extensionLead, 16, '本县在“隐患办理时限”设定的天数'),
      blank('防控要求', IN_THE_PAPER),
      text('挂牌督办单位（章）', issuer, 22),
      text('送达人（签字）', ({ paper }) => paper?.deliveredBy, 12, '登记送达的人；在系统内签收的为空'),
      text('主要负责人（签收）', signedFor, 18, '签收人和日期'),
      blank('份数(一式二份)', COPIES),
    ],
  },
  L04: {
    linesOf: perFact('applyExtension'),
    columns: [
      text('治理责任单位（盖章）', name, 28),
      text('所在区域', ({ division }) => division),
      text('联系人', contact, 10, '安全管理人员，没有的为主要负责人'),
      text('联系电话', phone, 14),
      text('存在隐患及治理情况简述', (row) => `${row.hazard.description}（${progress(row)}）`, 40),
      text('申请延期理由及防控措施', ({ fact }) => joined(said(fact, 'reason'), said(fact, 'interim')), 36),
      date('申请延期日期至', data('dueOn')),
      seal('主要负责人（签字）'),
    ],
  },
  L05: {
    linesOf: perFact('approveExtension', 'refuseExtension'),
    columns: [
      text('文号', data('document'), 24, '批准延期的文号；不同意的没有文号'),
      text('签发人', ({ fact }) => byWhom(fact), 10),
      text('审查决定(同意/不同意)', (row) => (factIs(row, 'approveExtension') ? '同意' : '不同意'), 14),
      date('延期至', (row) => (factIs(row, 'approveExtension') ? said(row.fact, 'dueOn') : null)),
      text('挂牌督办单位（盖章）', issuer, 22, '没有挂牌督办的为空'),
      seal('送达人（签字）'),
      seal('主要负责人（签收）'),
      blank('份数(一式三份:责任单位/督办单位/同级政府安委办)', COPIES),
    ],
  },
  L06: {
    linesOf: perFactOfListed('apply'),
    columns: [
      text('对应通知书文号', plateNumbers, 24),
      text(
        '已治理完毕的重大事故隐患',
        ({ hazard, fact }) => `${hazard.description}（${said(fact, 'statement') ?? ''}）`,
        48,
      ),
      text('治理责任单位（盖章）', name, 28),
      date('日期', ({ fact }) => dayOf(fact?.at)),
    ],
  },
  L07: {
    linesOf: perFactOfListed('accept', 'reject'),
    columns: [
      text(
        '文号',
        (row) => (factIs(row, 'accept') ? plates(row).at(-1)?.delistingNumber : null),
        24,
        '验收合格后摘牌的文号，尚未摘牌的为空',
      ),
      text('签发人', ({ fact }) => byWhom(fact), 10, '作出验收意见的人'),
      text('重大事故隐患', description, 40),
      text('验收结论(合格/不合格)', (row) => (factIs(row, 'accept') ? '合格' : '不合格'), 12),
      text('意见', data('finding'), 40),
      text('挂牌督办单位（盖章）', issuer, 22),
      seal('送达人（签字）'),
      seal('主要负责人（签收）'),
      blank('份数(一式三份)', COPIES),
    ],
  },
  L10: {
    linesOf: hungAndTaken,
    columns: [
      text('隐患基础信息ID', number, 24, '隐患编号'),
      instant('挂牌督办时间', ({ paper }) => paper?.issuedAt),
      text('挂牌督办级别', ({ paper }) => paper?.level && LISTING_LEVEL_NAMES[paper.level], 12),
      text('挂牌督办单位', issuer, 24),
      text('挂牌督办文号', ({ paper }) => paper?.number, 24, '取消挂牌的为摘牌文号'),
      text('类型(挂牌/取消挂牌)', (row) => (isTaken(row) ? '取消挂牌' : '挂牌'), 12),
      text('数据来源(内部/接口)', () => '内部', 12),
      text(
        '创建/更新人与时间',
        (row) =>
          isTaken(row)
            ? joined(row.paper?.delistedBy, dayOf(row.paper?.closedAt))
            : joined(row.paper?.draftedBy, dayOf(row.paper?.draftedAt)),
        22,
      ),
    ],
  },
  L12: {
    linesOf: perPlate,
    columns: [
      text('挂牌项目', ({ hazard, paper }) => `${paper?.number ?? ''} ${hazard.description}`, 44),
      text('整改单位', name, 28),
      text('整改情况', (row) => said(lastFact(row, 'apply'), 'statement') ?? progress(row), 36),
      text(
        '县(市、区)政府/部门初审意见',
        (row) => joined(said(lastFact(row, 'accept'), 'finding'), said(lastFact(row, 'close'), 'opinion')) || null,
        36,
        '现场验收意见和销号审批意见',
      ),
      blank('市级部门验收意见', OF_HIGHER_LEVEL),
      blank('市安委办抽查意见', OF_HIGHER_LEVEL),
      blank('市政府销号意见', OF_HIGHER_LEVEL),
    ],
  },
  L13: {
    linesOf: (row) => [row],
    columns: [
      text(
        '行业领域安全监管台账',
        ({ hazard, body }) => [body, industryName(hazard.industry), hazard.enterpriseName].filter(Boolean).join(' / '),
        34,
        '承办部门、行业领域、企业',
      ),
      text(
        '问题整改清单',
        ({ hazard: { number: no, description: what, rectificationDueOn, status } }) =>
          `${no} ${joined(what, rectificationDueOn && `期限 ${rectificationDueOn}`, STATUS_NAMES[status])}`,
        52,
      ),
      text('挂牌督办清单', plateNumbers, 26, '挂牌督办通知书文号'),
      text(
        '追责问责清单',
        ({ papers }) =>
          papers
            .filter(({ kind }) => kind === 'accountabilityProposal')
            .map(({ number: no, issuedAt }) => `${no} ${dayOf(issuedAt)}`)
            .join('；') || null,
        26,
        '问责建议书文号和日期，只列本人有权查看的',
      ),
      blank('联合惩戒清单', '严重失信列入记在企业档案，不随隐患导出'),
    ],
  },
} as const satisfies Readonly<Record<string, PaperLedger>>;
