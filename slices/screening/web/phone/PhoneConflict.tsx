import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { type CheckItem, type Conflict, resolveConflict } from '@zhiben/slices/screening/domain';
import { type FormEvent, useId, useState } from 'react';
import { sayAnswer } from '../AnswerTable.tsx';
import { VerdictTag } from '../record-marks.tsx';

const SIDES = [
  ['first', '先到的'],
  ['second', '后到的'],
] as const;
type Side = (typeof SIDES)[number][0];
const PLAIN = { unit: '', low: null, high: null, kind: 'text' } as const;

interface Props {
  readonly conflict: Conflict;
  readonly item?: CheckItem | undefined;
}

/** Two answers to one item; whoever may decide chooses one and says why, and both stay. */
export function PhoneConflict({ conflict, item }: Props) {
  const { question, resolution, abilities } = conflict;
  const name = useId();
  const [chosen, setChosen] = useState<Side | null>(null);
  const mayDecide = Boolean(abilities.resolve) && resolution === null;
  return (
    <fieldset className="zb-phone-conflict">
      <legend>{question}</legend>
      {SIDES.map(([side, label]) => {
        const { answer, by, signedAt } = conflict[side];
        const said = (
          <>
            <span>
              {label}：<VerdictTag verdict={answer.verdict} /> {sayAnswer(item ?? PLAIN, answer)}
              {resolution?.chosen === side && <b>（已选定）</b>}
            </span>
            <small>
              {by.name} · {sayInstant(signedAt)}
              {answer.files.length > 0 && ` · 照片 ${answer.files.length} 张`}
            </small>
          </>
        );
        if (!mayDecide)
          return (
            <div key={side} className="zb-phone-side">
              {said}
            </div>
          );
        return (
          <label key={side} className="zb-phone-side" data-choice>
            <input type="radio" name={name} checked={chosen === side} onChange={() => setChosen(side)} />
            {said}
          </label>
        );
      })}
      {resolution && (
        <p className="zb-phone-note">
          {resolution.byName} 于 {sayInstant(resolution.at)} 选定，理由：{resolution.reason}
        </p>
      )}
      {!resolution && !mayDecide && <p className="zb-phone-note">由本企业安全管理人员处理。</p>}
      {mayDecide && chosen && <Decide id={conflict.id} chosen={chosen} />}
    </fieldset>
  );
}

function Decide({ id, chosen }: { id: string; chosen: Side }) {
  const reasonId = useId();
  const [commandId] = useState(newId);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const send = useCommand(resolveConflict);
  const decide = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setProblem('请写明理由，例如向谁核实过。');
    setProblem('');
    try {
      await send.run({ params: { id }, body: { commandId, chosen, reason: reason.trim() } });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form onSubmit={(event) => void decide(event)} noValidate>
      <div className="zb-field">
        <label htmlFor={reasonId}>选定的理由</label>
        <input
          id={reasonId}
          className="zb-input"
          maxLength={200}
          placeholder="例如：到现场复看，护罩确已松动"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      {problem && (
        <p className="zb-field-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="zb-button zb-phone-block" data-kind="primary" disabled={send.isRunning}>
        选定{chosen === 'first' ? '先到的' : '后到的'}答案
      </button>
    </form>
  );
}
