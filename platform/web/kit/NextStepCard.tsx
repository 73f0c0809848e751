import { type ReactNode, useId } from 'react';
import type { LocalDate } from '../../domain/clock.ts';
import { Countdown } from './Countdown.tsx';
import './next-step.css';

export interface NextStep {
  /** The button says what happens: 提交整改方案. */
  readonly label: string;
  /** Why this is asked of me: the duty and its source. */
  readonly why?: ReactNode;
  readonly dueOn?: LocalDate | null;
  readonly onStart: () => void;
  readonly isRunning?: boolean;
  /** Cinnabar, for what cannot be undone. */
  readonly irreversible?: boolean;
  /** Set when I may do it in principle but not now: says what is missing. */
  readonly blocked?: string;
}

interface NextStepCardProps {
  /** What I can do now, the most important first. Take them from the record's `abilities`. */
  readonly steps: readonly NextStep[];
  /** Shown when there is nothing for me: who has it now and by when. */
  readonly otherwise: ReactNode;
}

/** 下一步: what I can do with this record now, why, and by when. */
export function NextStepCard({ steps, otherwise }: NextStepCardProps) {
  const id = useId();
  return (
    <section className="zb-next" aria-labelledby={id}>
      <h2 id={id}>下一步</h2>
      {steps.length === 0 ? (
        <div>{otherwise}</div>
      ) : (
        <ol>
          {steps.map((step, position) => (
            <li key={step.label}>
              {step.why && <p>{step.why}</p>}
              {step.dueOn && (
                <div className="zb-next-due">
                  <Countdown dueOn={step.dueOn} />
                </div>
              )}
              <button
                type="button"
                className="zb-button"
                data-kind={step.irreversible ? 'danger' : position === 0 ? 'primary' : undefined}
                disabled={step.blocked !== undefined || step.isRunning}
                onClick={step.onStart}
              >
                {step.isRunning ? '正在办理…' : step.label}
              </button>
              {step.blocked && <div className="zb-next-blocked">{step.blocked}</div>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
