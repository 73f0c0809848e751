import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { type Batch, type BatchRow, listBatchRows } from '../domain/batches.contract.ts';
import { OUTCOMES } from '../domain/exchange.rules.ts';
import { OUTCOME_NAMES } from '../domain/exchange.terms.ts';
import { TYPE_NAMES } from '../domain/official/index.ts';
import { indented } from '../domain/raw-record.ts';
import { faults, OUTCOME_MARKS, ROW_MARKS } from './exchange-marks.ts';

const PAGE = 50;
type Show = 'all' | 'faults' | (typeof OUTCOMES)[number];

/** The records of a batch, those with faults first. */
export function BatchRows({ batch }: { batch: Batch }) {
  const [show, setShow] = useState<Show>(faults(batch) > 0 ? 'faults' : 'all');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const query = { show, limit: PAGE, ...(cursor ? { cursor } : {}) };
  const { data, error, refetch } = useCall(listBatchRows, { params: { id: batch.id }, query }, { keepPrevious: true });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { outcomes } = batch.counts;
  const isPreview = batch.status === 'ready';
  const options: { value: Show; label: string }[] = [
    { value: 'all', label: `全部 ${sayNumber(batch.total)}` },
    ...(faults(batch) > 0
      ? [{ value: 'faults' as const, label: `${isPreview ? '有问题' : '未采用'} ${sayNumber(faults(batch))}` }]
      : []),
    ...OUTCOMES.filter((one) => outcomes[one] && !isPreview).map((value) => ({
      value,
      label: `${OUTCOME_NAMES[value]} ${sayNumber(outcomes[value] ?? 0)}`,
    })),
  ];
  return (
    <>
      <div className="zb-exchange-scroll">
        <Segmented
          value={show}
          options={options}
          onChange={(value) => {
            setShow(value);
            setCursors([]);
          }}
        />
      </div>
      {data.rows.length === 0 ? (
        <Empty title="没有这样的记录">换一种结果查看。</Empty>
      ) : (
        <ul className="zb-exchange-rows">
          {data.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      <div className="zb-exchange-actions">
        {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>上一页</Button>}
        {data.nextCursor && <Button onClick={() => setCursors([...cursors, data.nextCursor ?? ''])}>下一页</Button>}
      </div>
    </>
  );
}

function Row({ row }: { row: BatchRow }) {
  const mark = row.status === 'applied' && row.outcome ? OUTCOME_MARKS[row.outcome] : ROW_MARKS[row.status];
  return (
    <li>
      <span className="zb-exchange-line">第 {sayNumber(row.line)} 条</span>
      <span>{row.type ? TYPE_NAMES[row.type] : '类型不明'}</span>
      <StatusTag {...mark} />
      <div className="zb-exchange-body">
        {row.problems.map(({ field, message }) => (
          <strong key={`${field}${message}`}>
            {field && <code>{field}</code>} {message}
          </strong>
        ))}
        <details>
          <summary>查看原文</summary>
          {row.recordId && <p>记录编号 {row.recordId}</p>}
          <pre>{indented(row.body)}</pre>
        </details>
      </div>
    </li>
  );
}
