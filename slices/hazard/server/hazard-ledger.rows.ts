import type { TimelineEntry } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import type { Contact } from '@zhiben/slices/enterprise/server';
import type { PaperAbout } from '@zhiben/slices/supervision/server';
import type { Hazard } from '../domain/hazard.state.ts';
import {
  COMMITMENT_KINDS,
  type CommitmentKind,
  MEASURE_NAMES,
  type REPORT_TARGETS,
  STATUS_NAMES,
} from '../domain/hazard.terms.ts';

/** A hazard with what the forms ask of its surroundings. */
export interface LedgerRow {
  /** 序号 in the sheet, from 1. */
  readonly no: number;
  readonly hazard: Hazard;
  readonly enterprise: Contact | null;
  readonly division: string;
  readonly body: string | null;
  readonly registeredByBody: string | null;
  /** As this viewer may see it. */
  readonly channel: string;
  readonly originalChannel: string | null;
  readonly criterion: string | null;
  /** What was recorded of it, as far as the form asks for it; oldest first. */
  readonly facts: readonly TimelineEntry[];
  /** The papers that were issued about it, oldest first. */
  readonly papers: readonly PaperAbout[];
  /** 15 个工作日: how long before the day an extension is asked for, where the county set it. */
  readonly extensionLead: string | null;
  /** The paper or the fact that this line of the sheet is about. */
  readonly paper: PaperAbout | null;
  readonly fact: TimelineEntry | null;
}

/** A column of a form, with what is said of it where the sheet is chosen. */
export interface LedgerColumn extends WriteColumn<LedgerRow> {
  /** Why it is empty, or how it is filled where the header does not say so. */
  readonly help: string;
  readonly isBlank: boolean;
}

type Value = LedgerColumn['value'];

export const text = (header: string, value: Value, width = 16, help = ''): LedgerColumn => ({
  header,
  value,
  width,
  help,
  isBlank: false,
});
export const date = (header: string, value: Value, help = ''): LedgerColumn => ({
  ...text(header, value, 12, help),
  kind: 'date',
});
export const money = (header: string, value: Value): LedgerColumn => ({ ...text(header, value, 12), kind: 'number' });
export const instant = (header: string, value: (row: LedgerRow) => string | null | undefined): LedgerColumn => ({
  ...text(header, (row) => toDate(value(row)), 18),
  kind: 'instant',
});
const toDate = (at: string | null | undefined) => (at ? new Date(at) : null);

/** Stands in the form; this system does not keep it, so it is left to be filled in by hand. */
export const blank = (header: string, help = '本系统不采集，留空由填报单位补填'): LedgerColumn => ({
  ...text(header, () => null, Math.min(22, Math.max(14, header.length * 2 + 2)), help),
  isBlank: true,
});
/** A place for a seal or a signature on paper. */
export const seal = (header: string) => blank(header, '签字、盖章处，打印后办理');

export const yesNo = (yes: boolean) => (yes ? '是' : '否');
export const joined = (...parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join('，');

/** The legal date of an instant. */
export const dayOf = (at: string | null | undefined) =>
  at ? new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10) : null;

export const filed =
  (kind: CommitmentKind): Value =>
  ({ hazard: { commitments } }) =>
    String(commitments[kind]?.value ?? '') || null;
export const has =
  (kind: CommitmentKind): Value =>
  ({ hazard: { commitments } }) =>
    yesNo(commitments[kind] !== undefined);
export const owner = ({ hazard }: LedgerRow) => hazard.commitments.responsibility?.owner;
export const name: Value = ({ hazard }) => hazard.enterpriseName;
export const number: Value = ({ hazard }) => hazard.number;
export const address: Value = ({ enterprise }) => enterprise?.address;
export const principal: Value = ({ enterprise }) => enterprise?.principalName;
export const contact: Value = ({ enterprise }) => enterprise?.contactName;
export const phone: Value = ({ enterprise }) => enterprise?.contactPhone;
export const description: Value = ({ hazard }) => hazard.description;
export const place = ({ hazard, enterprise }: LedgerRow) =>
  [enterprise?.address, hazard.place].filter(Boolean).join(' ');
export const channel: Value = (row) =>
  row.originalChannel ? `${row.channel}（原渠道：${row.originalChannel}）` : row.channel;

/** 停产停业 in force. */
export const isSuspended: Value = ({ hazard: { course } }) =>
  yesNo((course.measures ?? []).some(({ measure, liftedOn }) => liftedOn === null && measure === 'suspension'));

/** 进展 in a word: how far the five commitments and the rectification are. */
export const progress = ({ hazard }: LedgerRow): string => {
  const count = COMMITMENT_KINDS.filter((kind) => hazard.commitments[kind]).length;
  const five = hazard.grade === 'major' && `五落实 ${count}/5`;
  const returned = hazard.returnedCount > 0 && `退回 ${hazard.returnedCount} 次`;
  return joined(STATUS_NAMES[hazard.status], five, returned);
};

/** The last fact of a kind, and what it said. */
export const lastFact = ({ facts }: LedgerRow, kind: string) =>
  facts.findLast(({ action }) => action === `hazard:${kind}`);
export const said = (fact: TimelineEntry | null | undefined, key: string): string | null => {
  const value = fact?.data[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** `3 份：罐区.jpg、…`: what was attached when it was recorded. */
export const attached =
  (...kinds: readonly string[]): Value =>
  ({ facts }) => {
    const names = facts
      .filter(({ action }) => kinds.includes(action.replace('hazard:', '')))
      .flatMap(({ data }) => (Array.isArray(data.evidence) ? (data.evidence as { name: string }[]) : []))
      .map((file) => file.name);
    return names.length === 0 ? null : `${names.length} 份：${names.join('、')}`;
  };

/** Plates 挂牌 that were hung on it, also those that were taken down. */
export const plates = ({ papers }: LedgerRow) => papers.filter(({ kind }) => kind === 'listedSupervision');
export const plateNumbers: Value = (row) =>
  plates(row)
    .map((plate) => plate.number)
    .join('；') || null;

/** Decisions of punishment 行政处罚 that were registered for it. */
export const penalties: Value = ({ hazard: { course } }) =>
  (course.measures ?? [])
    .filter(({ measure }) => measure === 'penalty')
    .map(({ document }) => `${MEASURE_NAMES.penalty} ${document}`)
    .join('；') || null;

export const reported =
  (target: (typeof REPORT_TARGETS)[number]): Value =>
  ({ hazard: { course } }) => {
    const report = course.reports?.[target];
    return report && `${report.on} ${report.how}`;
  };
