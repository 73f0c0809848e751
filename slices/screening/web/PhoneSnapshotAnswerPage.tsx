import { useParams } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { decideSnapshot, getSnapshot, type Snapshot } from '../domain/snapshot.contract.ts';
import { SnapshotBody, SnapshotState } from './SnapshotState.tsx';
import './commitment.css';

/** One report on the phone; managers answer it here, duplicates on the console. */
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
  const send = async (outcome: 'accepted' | 'declined') => {
    if (outcome === 'declined' && answer.trim() === '') return setProblem('请写明原因，报告人会看到。');
    setProblem('');
    const { commandId, hazardId } = ids;
    const body =
      outcome === 'accepted'
        ? { outcome, commandId, version, hazardId, description: words, place, answer }
        : { outcome, commandId, version, reason: answer };
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
      </div>
    </div>
  );
}
