import { newId } from '@zhiben/platform/domain/ids.ts';
import { Card } from '@zhiben/platform/web/kit/Section.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { type Progress, type Task, verifyProgress } from '../domain/index.ts';
import { ProgressDetail } from './TaskTimeline.tsx';

/** A report that waits for me: verified as it is, or returned with a reason. */
export function ProgressDecision({ task, progress }: { task: Task; progress: Progress }) {
  const names = usePlaceNames();
  const notice = useNotice();
  const reasonId = useId();
  const verify = useCommand(verifyProgress, ['plan']);
  const [commandId] = useState(newId);
  const [reason, setReason] = useState('');
  const [isReturning, setReturning] = useState(false);
  const decide = async (outcome: 'verified' | 'returned') => {
    const body = { commandId, outcome, reason };
    const done = await verify.run({ params: { id: task.id, progressId: progress.id }, body }).catch(() => null);
    if (done) notice(outcome === 'verified' ? '已核查通过' : '已退回');
  };
  return (
    <Card title={progress.claimsCompletion ? '核查任务完成情况' : '核查进展'}>
      <p className="plan-decision-who">
        {names.body(progress.bodyId)}　{progress.filedByName}
      </p>
      <ProgressDetail task={task} progress={progress} />
      {isReturning && (
        <>
          <label htmlFor={reasonId}>退回理由</label>
          <Input.TextArea
            id={reasonId}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            rows={3}
            maxLength={500}
            autoFocus
          />
        </>
      )}
      {verify.problem && (
        <p role="alert" className="plan-problem">
          {verify.problem.message}
        </p>
      )}
      <div className="plan-decision-actions">
        {isReturning ? (
          <>
            <Button
              type="primary"
              disabled={reason.trim() === ''}
              loading={verify.isRunning}
              onClick={() => void decide('returned')}
            >
              退回进展
            </Button>
            <Button type="text" onClick={() => setReturning(false)}>
              取消
            </Button>
          </>
        ) : (
          <>
            <Button type="primary" loading={verify.isRunning} onClick={() => void decide('verified')}>
              {progress.claimsCompletion ? '核查通过，任务完成' : '核查通过'}
            </Button>
            <Button onClick={() => setReturning(true)}>退回</Button>
          </>
        )}
      </div>
    </Card>
  );
}
