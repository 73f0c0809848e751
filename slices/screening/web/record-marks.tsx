import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { RecordRow } from '../domain/record.contract.ts';
import { RECORD_STATE_NAMES, VERDICT_NAMES, type Verdict } from '../domain/screening.terms.ts';

const STATE_TONES = { done: 'green', 'made-up': 'yellow', extra: 'blue' } as const;
const VERDICT_TONES = { ok: 'green', bad: 'red', na: 'neutral' } as const;

export function VerdictTag({ verdict }: { verdict: Verdict }) {
  return <StatusTag label={VERDICT_NAMES[verdict]} tone={VERDICT_TONES[verdict]} />;
}

export function RecordStateTag({ state }: Pick<RecordRow, 'state'>) {
  return <StatusTag label={RECORD_STATE_NAMES[state]} tone={STATE_TONES[state]} />;
}

/** What a record still needs somebody for. */
export function RecordMarks({ row }: { row: Pick<RecordRow, 'bad' | 'findings' | 'missingFiles' | 'conflicts'> }) {
  return (
    <span className="zb-scr-marks">
      {row.bad > 0 && <StatusTag label={`${row.bad} 项不合格`} tone="red" />}
      {row.findings > 0 && <StatusTag label={`问题 ${row.findings}`} tone="orange" />}
      {row.missingFiles > 0 && <StatusTag label={`照片未到 ${row.missingFiles}`} tone="yellow" />}
      {row.conflicts > 0 && <StatusTag label={`冲突 ${row.conflicts}`} tone="red" />}
    </span>
  );
}
