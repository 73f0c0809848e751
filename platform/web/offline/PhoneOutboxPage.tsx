import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { askForSignIn } from '../api.ts';
import { sayInstant } from '../kit/dates.ts';
import { Section } from '../kit/Section.tsx';
import { Empty, Loading } from '../kit/States.tsx';
import { StatusTag } from '../kit/Tags.tsx';
import { useOnline } from '../phone/use-online.ts';
import { useSession } from '../session.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { discardRefused, retryRefused } from './journal.ts';
import { NamelessRows } from './NamelessRows.tsx';
import { OutboxExchange } from './OutboxExchange.tsx';
import { NOBODY, type OfflineDb, type OutboxRow } from './offline-db.ts';
import { StorageNotice } from './StorageNotice.tsx';
import { useSyncState } from './sync-state.ts';
import { useLive } from './use-live.ts';
import { wakeSync } from './wake.ts';
import './outbox.css';

const DONE_SHOWN = 20;

interface Contents {
  readonly rows: readonly OutboxRow[];
  /** Contents that are still here, by entry, and why the server will not have some. */
  readonly files: ReadonlyMap<string, { readonly left: number; readonly refusals: readonly string[] }>;
  /** Photos of forms that have not been sent. */
  readonly formPhotos: number;
}

async function readContents(db: OfflineDb): Promise<Contents> {
  const rows = await db.outbox.toArray();
  const files = new Map<string, { left: number; refusals: string[] }>();
  let formPhotos = 0;
  await db.files.each(({ entryId, purpose, refusal }) => {
    if (entryId === '') {
      if (purpose === 'form') formPhotos++;
      return;
    }
    const found = files.get(entryId) ?? { left: 0, refusals: [] };
    files.set(entryId, { left: found.left + 1, refusals: refusal ? [...found.refusals, refusal] : found.refusals });
  });
  return { rows: rows.sort((a, b) => (a.at < b.at ? 1 : -1)), files, formPhotos };
}

/** 待上传: what lies on this phone, how far each has come, and what to do about it. */
export default function PhoneOutboxPage() {
  usePageTitle('待上传');
  const { userId } = useSession();
  const contents = useLive('outbox', readContents);
  if (!contents) return <Loading label="正在读取手机里的内容" />;
  const { rows, files, formPhotos } = contents;
  const own = rows.filter(({ owner }) => owner === userId);
  const unsent = own.filter(({ state }) => state === 'waiting' || state === 'files');
  const refused = own.filter(
    ({ id, state }) => state === 'refused' || (state === 'files' && (files.get(id)?.refusals.length ?? 0) > 0),
  );
  const done = own.filter(({ state }) => state === 'done').slice(0, DONE_SHOWN);
  const nameless = rows.filter(({ owner }) => owner === NOBODY);
  const others = rows.filter(({ owner, state }) => owner !== userId && owner !== NOBODY && state !== 'done');
  const line = (row: OutboxRow) => <Line key={row.id} row={row} files={files.get(row.id)} />;
  return (
    <div className="zb-outbox">
      <Progress
        unsent={unsent.length + nameless.filter(({ state }) => state === 'waiting').length}
        refused={refused.length}
        owner={userId}
      />
      <StorageNotice hasUnsent={unsent.length + refused.length + others.length > 0} />
      {refused.length > 0 && (
        <Section title="服务器未接收" note={`${refused.length} 条`}>
          <ul>{refused.map(line)}</ul>
        </Section>
      )}
      {unsent.length > 0 && (
        <Section title="等待上传" note={`${unsent.length} 条`}>
          <ul>{unsent.filter((row) => !refused.includes(row)).map(line)}</ul>
        </Section>
      )}
      {formPhotos > 0 && (
        <p className="zb-notice">另有 {formPhotos} 张照片随未提交的表单存在手机里，提交表单时上传。</p>
      )}
      {others.length > 0 && (
        <Section title="本机上其他人的内容" note={`${others.length} 条`}>
          <p className="zb-field-hint">
            由{[...new Set(others.map(({ ownerName }) => ownerName))].join('、')}填写，须由本人在这台手机上登录后上传。
          </p>
        </Section>
      )}
      <NamelessRows rows={nameless} />
      {own.length + others.length + nameless.length === 0 && (
        <Empty title="没有等待上传的内容">在没有网络的地方填写的记录会先存在手机里，并列在这里。</Empty>
      )}
      {done.length > 0 && (
        <Section title="最近已上传" note={done.length === DONE_SHOWN ? `最近 ${DONE_SHOWN} 条` : `${done.length} 条`}>
          <ul>{done.map(line)}</ul>
        </Section>
      )}
      <OutboxExchange hasUnsent={rows.some(({ state }) => state !== 'done')} />
    </div>
  );
}

function Progress({ unsent, refused, owner }: { unsent: number; refused: number; owner: string }) {
  const { phase, left, what, nextTryAt, problem } = useSyncState();
  const isOnline = useOnline();
  const { isEnded } = useSession();
  const needsSignIn = unsent > 0 && (isEnded || phase === 'sign-in');
  const words = (): ReactNode => {
    if (unsent === 0) return refused > 0 ? '有内容未被接收，请按提示处理。' : '全部已上传。';
    if (needsSignIn) return '登录已失效。内容都在手机里，登录后上传。';
    if (phase === 'sending') return `正在上传，还剩 ${left} ${what === 'entries' ? '条' : '张照片'}。`;
    if (!isOnline || phase === 'offline') return `没有网络。内容都在手机里，联网后自动上传${saySoon(nextTryAt)}。`;
    if (phase === 'failed') return `${problem ?? '上传没有成功。'}稍后自动再试${saySoon(nextTryAt)}。`;
    return '等待上传。';
  };
  return (
    <div className="zb-outbox-progress" role="status">
      <p>{words()}</p>
      {needsSignIn && (
        <button type="button" className="zb-button zb-phone-block" data-kind="primary" onClick={askForSignIn}>
          登录并上传
        </button>
      )}
      {!needsSignIn && (unsent > 0 || refused > 0) && (
        <button
          type="button"
          className="zb-button zb-phone-block"
          data-kind="primary"
          disabled={phase === 'sending'}
          onClick={() => (unsent > 0 ? wakeSync() : void retryRefused(owner))}
        >
          {phase === 'sending' ? '正在上传' : unsent > 0 ? '立即上传' : '重新发送'}
        </button>
      )}
    </div>
  );
}

/** （14:05 再试） */
function saySoon(at: number | null): string {
  return at === null ? '' : `（${sayInstant(new Date(at).toISOString()).slice(11)} 再试）`;
}

interface LineProps {
  readonly row: OutboxRow;
  readonly files: { readonly left: number; readonly refusals: readonly string[] } | undefined;
}

function Line({ row, files }: LineProps) {
  const { id, title, at, state, problems, path, outcome } = row;
  const [isAsking, setAsking] = useState(false);
  const said = [...problems.map(({ message }) => message), ...new Set(files?.refusals)];
  return (
    <li>
      <strong>{title}</strong>
      <span className="zb-outbox-line">
        <time dateTime={at}>{sayInstant(at)}</time>
        <StateMark state={state} outcome={outcome} left={files?.left ?? 0} />
      </span>
      {state !== 'done' && said.length > 0 && (
        <ul className="zb-outbox-problems">
          {said.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {state === 'refused' && !isAsking && (
        <span className="zb-outbox-actions">
          <Link to={path as never} search={{ again: id } as never} className="zb-button">
            修改后再交
          </Link>
          <button type="button" className="zb-button" onClick={() => setAsking(true)}>
            丢弃
          </button>
        </span>
      )}
      {isAsking && (
        <span className="zb-outbox-actions" role="alert">
          <span>丢弃后不能恢复，照片一并删除。</span>
          <button type="button" className="zb-button" data-kind="danger" onClick={() => void discardRefused(id)}>
            丢弃“{title}”
          </button>
          <button type="button" className="zb-button" onClick={() => setAsking(false)}>
            保留
          </button>
        </span>
      )}
    </li>
  );
}

function StateMark({ state, outcome, left }: { state: OutboxRow['state']; outcome: string | null; left: number }) {
  if (state === 'refused') return <StatusTag label="未接收" tone="red" />;
  if (state === 'waiting') return <StatusTag label={left > 0 ? `待上传，${left} 个附件` : '待上传'} tone="orange" />;
  if (state === 'files') return <StatusTag label={`已收到，还差 ${left} 个附件`} tone="yellow" />;
  if (outcome === 'conflict') return <StatusTag label="已收到，与他人填写不一致" tone="yellow" />;
  return <StatusTag label="已收到" tone="green" />;
}
