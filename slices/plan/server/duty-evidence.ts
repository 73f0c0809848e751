import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';

/** What is asked of enterprises, as far as a source needs it to say whether it keeps records of it. */
export interface AskedOfEnterprises {
  readonly quote: string;
  /** The words that name the enterprises. */
  readonly words: string;
}

/**
 * Records of another slice that show that an enterprise did what a plan asks of it: self-inspections, trainings, drills.
 * The slice announces it; without any source the screen says 暂无数据来源, since nothing on record is not nothing done.
 */
export interface EnterpriseDutyEvidence {
  /** `slice:records` */
  readonly key: string;
  /** What it is on the screen: 企业自查记录. */
  readonly label: string;
  readonly answers: (asked: AskedOfEnterprises) => boolean;
  /** The days on which each of the enterprises did it, from a day to a day; one entry for each time. */
  readonly list: (
    ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
    asked: { readonly enterpriseIds: readonly string[]; readonly from: LocalDate; readonly to: LocalDate },
  ) => Promise<readonly { readonly enterpriseId: string; readonly on: LocalDate }[]>;
}

const sources = new Map<string, EnterpriseDutyEvidence>();

/** Called once by the slice that keeps the records, where it defines itself. */
export function announceDutyEvidence(source: EnterpriseDutyEvidence): void {
  sources.set(source.key, source);
}

/** The source that shows whether this is done; undefined where nothing does. */
export function evidenceFor(asked: AskedOfEnterprises): EnterpriseDutyEvidence | undefined {
  return [...sources.values()].find((source) => source.answers(asked));
}
