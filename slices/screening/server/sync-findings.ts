import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { findHazard, registerFound } from '@zhiben/slices/hazard/server';
import { classifyHazard, getCriterion } from '@zhiben/standards';
import type { FilePlace } from './file.queries.ts';

/** What was found, from a record or by itself. */
export interface Found {
  /** Of the finding; the hazard has the same. */
  readonly id: string;
  readonly words: string;
  readonly place: string;
  readonly fixedNow: string;
  readonly gradeGuess: 'major' | 'general' | null;
  /** Code of the criterion that the check item hints at. */
  readonly hint: string | null;
  /** Control measure that the check item checks. */
  readonly measureId: string | null;
  readonly foundAt: Date;
  /** Where it comes from, for the fact. */
  readonly from: Readonly<Record<string, unknown>>;
}

/**
 * Enters findings as hazards that the enterprise found itself. What a hazard is, a person judges: the criterion is what
 * the check item hints at, else the first one whose condition the words meet, and is kept as the finder's word.
 * @returns ids of those that were entered; one that is there already is not entered again
 */
export async function enterFindings(tx: TxCtx, place: FilePlace, findings: readonly Found[]): Promise<string[]> {
  const fresh: Found[] = [];
  for (const finding of findings) if (!(await findHazard(tx, finding.id))) fresh.push(finding);
  const today = localDate(tx.clock.now());
  await registerFound(
    tx,
    fresh.map((finding) => {
      const on = localDate(finding.foundAt);
      const discoveredOn = on > today ? today : on;
      const description = finding.fixedNow ? `${finding.words}（现场已处理：${finding.fixedNow}）` : finding.words;
      return {
        id: finding.id,
        found: {
          enterpriseId: place.id,
          description,
          place: finding.place,
          discoveredOn,
          channel: 'selfInspection',
          criterionCode: suggestedCriterion(finding, place.industry, discoveredOn),
          longitude: null,
          latitude: null,
        },
        more: { ...finding.from, gradeGuess: finding.gradeGuess, fixedNow: finding.fixedNow },
      };
    }),
  );
  return fresh.map(({ id }) => id);
}

function suggestedCriterion({ hint, words }: Found, industry: string, on: LocalDate): string | null {
  const hinted = hint === null ? undefined : getCriterion(hint);
  if (hinted) {
    const { inForceFrom, inForceUntil } = hinted.standard;
    if (inForceFrom <= on && (inForceUntil === null || on < inForceUntil)) return hinted.code;
  }
  const { verdict, candidates } = classifyHazard({ text: words, industry, on });
  return verdict === 'major' ? (candidates[0]?.code ?? null) : null;
}
