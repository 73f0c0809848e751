import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Empty } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { Button, Drawer } from 'antd';
import type { CorrectedReading, Correction, Outcome } from '../domain/index.ts';
import { sayCorrection } from './say-correction.ts';

interface CorrectionHistoryProps {
  readonly open: boolean;
  readonly corrections: readonly Correction[];
  readonly outcomes: CorrectedReading['outcomes'];
  /** null where nothing may be corrected. */
  readonly onUndo: ((correctionId: string) => void) | null;
  readonly onClose: () => void;
}

/** Every step with its author and time, the last first; each can be taken back by itself. */
export function CorrectionHistory({ open, corrections, outcomes, onUndo, onClose }: CorrectionHistoryProps) {
  return (
    <Drawer open={open} onClose={onClose} title={`更正记录（${corrections.length} 步）`} size={480}>
      {corrections.length === 0 && <Empty title="还没有更正">更正一处后，谁在什么时候改了什么都记在这里。</Empty>}
      <ol className="plan-history">
        {[...corrections].reverse().map((correction) => (
          <Step
            key={correction.id}
            correction={correction}
            all={corrections}
            outcome={outcomes.get(correction.id)}
            onUndo={onUndo}
          />
        ))}
      </ol>
    </Drawer>
  );
}

const OUTCOME_NAMES: Partial<Record<Outcome, string>> = { undone: '已撤销', idle: '暂不起作用', lost: '待核对' };

interface StepProps {
  readonly correction: Correction;
  readonly all: readonly Correction[];
  readonly outcome: Outcome | undefined;
  readonly onUndo: ((correctionId: string) => void) | null;
}

function Step({ correction, all, outcome, onUndo }: StepProps) {
  const note = outcome && OUTCOME_NAMES[outcome];
  const canUndo = onUndo !== null && correction.operation.op !== 'undo' && outcome !== 'undone';
  return (
    <li data-undone={outcome === 'undone' || undefined}>
      <div>{sayCorrection(correction, all)}</div>
      <small>
        {correction.madeByName}　{sayInstant(correction.madeAt)}
      </small>
      {note && <StatusTag label={note} tone={outcome === 'lost' ? 'yellow' : 'neutral'} />}
      {canUndo && (
        <Button size="small" onClick={() => onUndo(correction.id)}>
          撤销这一步
        </Button>
      )}
    </li>
  );
}

interface LostCorrectionsProps {
  readonly corrections: readonly Correction[];
  readonly outcomes: CorrectedReading['outcomes'];
  readonly onUndo: ((correctionId: string) => void) | null;
}

/** Corrections whose place is not found in this reading. */
export function LostCorrections({ corrections, outcomes, onUndo }: LostCorrectionsProps) {
  const lost = corrections.filter(({ id }) => outcomes.get(id) === 'lost');
  if (lost.length === 0) return null;
  return (
    <section className="plan-lost" aria-label="待核对的更正">
      <strong>{lost.length} 步更正待核对</strong>
      <p>重新识别后没有找到原来的位置，这些更正暂不起作用。请对照原文重新更正，或者撤销。</p>
      <ul>
        {lost.map((correction) => (
          <li key={correction.id}>
            {sayCorrection(correction, corrections)} <small>{correction.madeByName}</small>{' '}
            {onUndo && (
              <button type="button" className="zb-link" onClick={() => onUndo(correction.id)}>
                撤销
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
