import { Link } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayAgo } from '@zhiben/platform/web/kit/dates.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button, Checkbox, Segmented } from 'antd';
import { useState } from 'react';
import { listUnanswered, remindBodies, type UnansweredBody } from '../domain/index.ts';
import { EscalateButton } from './EscalateButton.tsx';
import './unanswered.css';

type Part = 'all' | 'silent';

/** Who has not yet answered, with whom to call and the way to remind, one by one or all at once. */
export function UnansweredBodies({ most }: { readonly most?: number }) {
  const names = usePlaceNames();
  const notice = useNotice();
  const unanswered = useCall(listUnanswered, {});
  const remind = useCommand(remindBodies, ['plan']);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [part, setPart] = useState<Part>('all');
  if (unanswered.isPending) return <Loading label="正在加载未答复单位" />;
  if (unanswered.isError) return <Failure problem={unanswered.error} onRetry={() => void unanswered.refetch()} />;
  const { escalateAfter } = unanswered.data;
  const silent = unanswered.data.rows.filter((row) => row.unacknowledged > 0).sort(bySilence);
  const isSilent = part === 'silent' && silent.length > 0;
  const all = isSilent ? silent : unanswered.data.rows;
  const rows = all.slice(0, most);
  const hidden = all.length - rows.length;
  if (rows.length === 0) {
    return <Empty title="各单位都已答复">有单位未签收、逾期未报或被退回未重报时，列在这里。</Empty>;
  }
  const send = async (bodyIds: readonly string[]) => {
    const about = isSilent ? 'receipts' : 'all';
    const sent = await remind.run({ body: { commandId: newId(), bodyIds: [...bodyIds], about } }).catch(() => null);
    if (!sent) return;
    setChosen([]);
    const skipped = sent.skipped > 0 ? `；${sent.skipped} 个今天已催办或没有欠报` : '';
    notice(`已催办 ${sent.reminded} 个单位${skipped}`);
  };
  const shown = rows.map((row) => row.bodyId);
  const toggle = (bodyId: string) =>
    setChosen(chosen.includes(bodyId) ? chosen.filter((id) => id !== bodyId) : [...chosen, bodyId]);
  return (
    <div className="plan-unanswered">
      <div className="plan-unanswered-bar">
        {silent.length > 0 && (
          <Segmented<Part>
            aria-label="显示哪些单位"
            value={isSilent ? 'silent' : 'all'}
            onChange={(next) => {
              setPart(next);
              setChosen([]);
            }}
            options={[
              { value: 'all', label: `全部 ${unanswered.data.rows.length}` },
              { value: 'silent', label: `未签收也未填报 ${silent.length}` },
            ]}
          />
        )}
        <Checkbox
          checked={chosen.length === shown.length}
          indeterminate={chosen.length > 0 && chosen.length < shown.length}
          onChange={(event) => setChosen(event.target.checked ? shown : [])}
        >
          全选
        </Checkbox>
        <Button disabled={chosen.length === 0} loading={remind.isRunning} onClick={() => void send(chosen)}>
          催办所选 {chosen.length > 0 && `${chosen.length} 个`}
        </Button>
        {isSilent && (
          <Button loading={remind.isRunning} onClick={() => void send(silent.map((row) => row.bodyId))}>
            催办这 {silent.length} 个单位签收
          </Button>
        )}
        {hidden > 0 && <Link to={'/unanswered' as never}>另有 {hidden} 个单位</Link>}
      </div>
      {remind.problem && (
        <p role="alert" className="plan-problem">
          {remind.problem.message}
        </p>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.bodyId}>
            <Checkbox
              aria-label={`选择${names.body(row.bodyId)}`}
              checked={chosen.includes(row.bodyId)}
              onChange={() => toggle(row.bodyId)}
            />
            <div>
              <b>{names.body(row.bodyId)}</b>
              {isSilent ? <Silence row={row} /> : <Counts row={row} />}
            </div>
            <Contacts row={row} />
            <div className="plan-unanswered-actions">
              <small>{row.remindedAt ? `${sayAgo(row.remindedAt, new Date())}催办` : '未催办'}</small>
              <Button
                size="small"
                aria-label={`催办${names.body(row.bodyId)}`}
                disabled={remind.isRunning}
                onClick={() => void send([row.bodyId])}
              >
                催办
              </Button>
              {!isSilent && row.toEscalate > 0 && <EscalateButton row={row} escalateAfter={escalateAfter} />}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who has waited longest first. */
function bySilence(a: UnansweredBody, b: UnansweredBody): number {
  return (a.unacknowledgedSince ?? '').localeCompare(b.unacknowledgedSince ?? '');
}

function Silence({ row }: { row: UnansweredBody }) {
  const since = row.unacknowledgedSince;
  return (
    <span className="plan-unanswered-counts">
      <span>
        {row.unacknowledged} 项任务未签收也未填报
        {since && `，最早 ${localDate(new Date(since))} 送达（${sayAgo(since, new Date())}）`}
      </span>
    </span>
  );
}

function Counts({ row }: { row: UnansweredBody }) {
  const list = (group: string) => `/worklist?view=all&bodyId=${row.bodyId}&${group}`;
  return (
    <span className="plan-unanswered-counts">
      {row.overdue > 0 && (
        <Link to={list(`dueTo=${row.oldestDueOn === null ? '' : yesterday()}&sort=dueOn`) as never} data-tone="red">
          逾期和缺报 {row.overdue} 项
        </Link>
      )}
      {row.returned > 0 && (
        <Link to={list('group=returned') as never} data-tone="red">
          退回待重报 {row.returned} 项
        </Link>
      )}
      {row.unacknowledged > 0 && <span>未签收 {row.unacknowledged} 项</span>}
      {row.dueSoon > 0 && <Link to={list('group=dueSoon') as never}>七天内到期 {row.dueSoon} 项</Link>}
    </span>
  );
}

function yesterday(): string {
  return new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
}

function Contacts({ row }: { row: UnansweredBody }) {
  if (row.contacts.length === 0) return <span className="zb-absent">没有登记联系人</span>;
  return (
    <span className="plan-unanswered-contacts">
      {row.contacts.map(({ name, phone }) => (
        <span key={name}>
          {name} {phone ? <a href={`tel:${phone}`}>{phone}</a> : <span className="zb-absent">未填电话</span>}
        </span>
      ))}
    </span>
  );
}
