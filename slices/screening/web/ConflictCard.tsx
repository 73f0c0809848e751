import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { type Conflict, resolveConflict } from '../domain/record.contract.ts';
import { sayAnswer } from './AnswerTable.tsx';
import { Labelled } from './Labelled.tsx';
import { VerdictTag } from './record-marks.tsx';
import { saySlot } from './screening-words.ts';
import './conflict.css';

type Side = 'first' | 'second';
const SIDES = [
  ['first', '先到的'],
  ['second', '后到的'],
] as const;
const PLAIN = { unit: '', low: null, high: null, kind: 'text' } as const;

interface Props {
  readonly conflict: Conflict;
  readonly item?: CheckItem | undefined;
  /** Where the card stands outside the record it belongs to. */
  readonly withRecord?: boolean;
}

/** Two answers to one item, side by side; a person chooses and says why, both stay. */
export function ConflictCard({ conflict, item, withRecord = false }: Props) {
  const { resolution, abilities } = conflict;
  const [chosen, setChosen] = useState<Side | null>(null);
  return (
    <article className="zb-scr-conflict" aria-label={conflict.question}>
      <header>
        <h3>{conflict.question}</h3>
        {withRecord && (
          <Link to={`/screening-records/${conflict.recordId}` as never}>
            {conflict.taskName} {saySlot(conflict.slotKey)}
          </Link>
        )}
      </header>
      <div className="zb-scr-sides">
        {SIDES.map(([side, label]) => {
          const { answer, by, signedAt, deviceId } = conflict[side];
          return (
            <div key={side} data-chosen={resolution ? resolution.chosen === side : chosen === side}>
              <div className="zb-scr-side-head">
                {abilities.resolve ? (
                  <Radio checked={chosen === side} onChange={() => setChosen(side)}>
                    {label}
                  </Radio>
                ) : (
                  <span>{label}</span>
                )}
                {resolution?.chosen === side && <b>已选定</b>}
              </div>
              <div className="zb-scr-side-answer">
                <VerdictTag verdict={answer.verdict} /> {sayAnswer(item ?? PLAIN, answer)}
              </div>
              <small>
                {by.name} · {sayInstant(signedAt)} · 设备尾号 {deviceId.slice(-4)}
                {answer.files.length > 0 && ` · 照片 ${answer.files.length} 张`}
              </small>
            </div>
          );
        })}
      </div>
      {resolution && (
        <p className="zb-scr-note">
          {resolution.byName} 于 {sayInstant(resolution.at)} 选定，理由：{resolution.reason}
        </p>
      )}
      {!resolution && !abilities.resolve && <p className="zb-scr-note">由本企业的人员处理。</p>}
      {abilities.resolve && !resolution && chosen && <Resolve conflict={conflict} chosen={chosen} />}
    </article>
  );
}

function Resolve({ conflict, chosen }: { conflict: Conflict; chosen: Side }) {
  const [reason, setReason] = useState('');
  const [commandId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(resolveConflict);
  const notice = useNotice();
  const resolve = async () => {
    if (reason.trim() === '') return setProblem('请写明理由，例如向谁核实过。');
    setProblem('');
    try {
      await send.run({ params: { id: conflict.id }, body: { commandId, chosen, reason: reason.trim() } });
      notice('已处理，两个答案都保留在记录中');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className="zb-scr-stack">
      <Labelled label="理由">
        <Input
          value={reason}
          maxLength={200}
          placeholder="例如：到现场复看，护罩确已松动"
          onChange={({ target }) => setReason(target.value)}
        />
      </Labelled>
      {problem && <Alert type="error" role="alert" title={problem} />}
      <div className="zb-scr-tools">
        <Button type="primary" loading={send.isRunning} onClick={() => void resolve()}>
          选定{chosen === 'first' ? '先到的' : '后到的'}答案
        </Button>
      </div>
    </div>
  );
}
