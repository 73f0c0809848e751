import { useParams } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { decideSnapshot, getSnapshot, listSnapshots, type Snapshot } from '../domain/snapshot.contract.ts';
import { SnapshotBody, SnapshotState } from './SnapshotState.tsx';
import '@zhiben/platform/web/phone/phone-list.css';
import './commitment.css';

/** One report on the phone; managers answer it here. */
export default function PhoneSnapshotAnswerPage() {
  usePageTitle('随手拍');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getSnapshot, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <article className="zb-commit">
      <div className="zb-commit-head">
        <h2>{data.place}</h2>
        <SnapshotState snapshot={data} />
      </div>
      <div>
        <SnapshotBody snapshot={data} base="/m" />
      </div>
      {data.abilities.answer && <Answer snapshot={data} />}
    </article>
  );
}

function Answer({ snapshot }: { snapshot: Snapshot }) {
  const { id, version, words, place, kind } = snapshot;
  const [answer, setAnswer] = useState('');
  const [ids] = useState(() => ({ commandId: newId(), hazardId: newId() }));
  const [problem, setProblem] = useState('');
  const decide = useCommand(decideSnapshot, ['hazard']);
  const [isDuplicate, setDuplicate] = useState(false);
  const send = async (outcome: 'accepted' | 'declined' | 'duplicate', duplicateOf = '') => {
    if (outcome === 'declined' && answer.trim() === '') return setProblem('请写明原因，报告人会看到。');
    setProblem('');
    const { commandId, hazardId } = ids;
    const body =
      outcome === 'accepted'
        ? { outcome, commandId, version, hazardId, description: words, place, answer }
        : outcome === 'declined'
          ? { outcome, commandId, version, reason: answer }
          : { outcome, commandId, version, duplicateOf, reason: answer.trim() || '此前已有人报告过同一问题。' };
    try {
      await decide.run({ params: { id }, body });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className="zb-commit-words">
      <label className="zb-commit-words">
        给报告人的答复
        <textarea rows={3} maxLength={500} value={answer} onChange={({ target }) => setAnswer(target.value)} />
      </label>
      {problem && (
        <p className="zb-commit-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="zb-commit-foot">
        <button
          type="button"
          className="zb-button"
          data-kind="primary"
          disabled={decide.isRunning}
          onClick={() => void send('accepted')}
        >
          {kind === 'hazard' ? '登记为隐患' : '采纳建议'}
        </button>
        <button type="button" className="zb-button" disabled={decide.isRunning} onClick={() => void send('declined')}>
          {kind === 'hazard' ? '不构成隐患' : '不采纳'}
        </button>
        <button
          type="button"
          className="zb-button"
          aria-expanded={isDuplicate}
          onClick={() => setDuplicate(!isDuplicate)}
        >
          重复报告
        </button>
      </div>
      {isDuplicate && (
        <EarlierReports
          of={snapshot}
          isBusy={decide.isRunning}
          onChosen={(earlier) => void send('duplicate', earlier)}
        />
      )}
    </div>
  );
}

interface EarlierProps {
  readonly of: Snapshot;
  readonly isBusy: boolean;
  readonly onChosen: (id: string) => void;
}

/** Which earlier report says the same: one tap on it decides. */
function EarlierReports({ of, isBusy, onChosen }: EarlierProps) {
  const { data, error, refetch } = useCall(listSnapshots, { query: { kind: of.kind, to: of.receivedOn } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const earlier = data.rows.filter(({ id, status }) => id !== of.id && status !== 'duplicate');
  if (earlier.length === 0) return <p>没有在先的报告。</p>;
  return (
    <ul className="zb-phone-list" aria-label="与哪一条重复">
      {earlier.map(({ id, words, place, receivedOn }) => (
        <li key={id}>
          <div>
            <strong>{words}</strong>
            <span className="zb-phone-note">
              {place} · {receivedOn}
            </span>
            <button type="button" className="zb-button" disabled={isBusy} onClick={() => onChosen(id)}>
              与这条重复
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}
