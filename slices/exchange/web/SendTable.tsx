import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useAttempt, useConfirm } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { listSends, type Send, settleSend } from '../domain/sending.contract.ts';
import { SEND_MARKS } from './exchange-marks.ts';

const PAGE = 10;

/** What was sent to a target, the newest first, with what became of it. */
export function SendTable({ targetId, mayConfigure }: { targetId: string; mayConfigure: boolean }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
  const { data, error, refetch } = useCall(listSends, { params: { id: targetId }, query }, { keepPrevious: true });
  const settle = useCommand(settleSend);
  const confirm = useConfirm();
  const attempt = useAttempt();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.rows.length === 0) return <p className="zb-form-lead">还没有发送过。有变化的记录会在一分钟内发出。</p>;
  const run = (id: string, how: 'retry' | 'skip', reason = '') =>
    settle.run({ params: { id }, body: { commandId: newId(), how, reason } });
  const askSkip = ({ id, records }: Send) =>
    confirm({
      title: `跳过这一批（${sayNumber(records)} 条）？`,
      consequence: '对方不会收到这些记录，直到它们再有变化。后面的批次接着发送。',
      verb: '跳过',
      irreversible: true,
      run: () => run(id, 'skip', '对方不接收'),
    });
  return (
    <>
      <ul className="zb-exchange-rows">
        {data.rows.map((send) => (
          <li key={send.id}>
            <span className="zb-exchange-line">{sayInstant(send.createdAt)}</span>
            <span>{sayNumber(send.records)} 条</span>
            <StatusTag {...SEND_MARKS[send.status]} />
            <div className="zb-exchange-body">
              {send.lastError && <strong>{send.lastError}</strong>}
              <span>{sayCourse(send)}</span>
              {mayConfigure && send.status === 'dead' && (
                <span className="zb-exchange-actions">
                  <Button size="small" type="primary" onClick={() => attempt(() => run(send.id, 'retry'))}>
                    再发一次
                  </Button>
                  <Button size="small" onClick={() => askSkip(send)}>
                    跳过
                  </Button>
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className="zb-exchange-actions">
        {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>上一页</Button>}
        {data.nextCursor && <Button onClick={() => setCursors([...cursors, data.nextCursor ?? ''])}>下一页</Button>}
      </div>
    </>
  );
}

function sayCourse({ status, attempts, endedAt, nextAt, receiptHash, refused }: Send): string {
  const parts = [
    attempts > 1 ? `发送 ${attempts} 次` : '',
    status === 'sent' && endedAt ? `${sayInstant(endedAt)} 收到` : '',
    status === 'waiting' && attempts > 0 && nextAt ? `${sayInstant(nextAt)} 再发` : '',
    refused ? `对方未采用 ${sayNumber(refused)} 条` : '',
    receiptHash ? `回执 ${receiptHash.slice(0, 16)}` : '',
  ];
  return parts.filter(Boolean).join('，');
}
