import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePublic } from '@zhiben/platform/web/plain/use-public.ts';
import { useEffect, useState } from 'react';
import { getDropPlace } from '../domain/snapshot.contract.ts';
import { SNAPSHOT_KIND_NAMES, SNAPSHOT_KINDS, type SnapshotKind } from '../domain/snapshot.rules.ts';
import { shrinkPhoto } from './shrink-photo.ts';
import { newDrop, sendDrop } from './snapshot-drop.ts';

/** 匿名报告: three fields and a code. Nothing is asked that would say who writes. */
export function PublicDrop() {
  const ticket = new URLSearchParams(window.location.search).get('t') ?? '';
  const { data, problem, retry } = usePublic(getDropPlace, { query: { ticket } });
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (!data) return <Loading />;
  return <DropForm ticket={ticket} enterpriseName={data.enterpriseName} answerDays={data.answerDays} />;
}

interface DropFormProps {
  readonly ticket: string;
  readonly enterpriseName: string;
  readonly answerDays: number;
}

function DropForm({ ticket, enterpriseName, answerDays }: DropFormProps) {
  const [made] = useState(newDrop);
  const [kind, setKind] = useState<SnapshotKind>('hazard');
  const [words, setWords] = useState('');
  const [place, setPlace] = useState('');
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const add = async (files: FileList | null) => {
    setProblem('');
    try {
      const shrunk = await Promise.all([...(files ?? [])].slice(0, 2 - photos.length).map(shrinkPhoto));
      setPhotos([...photos, ...shrunk]);
    } catch {
      setProblem('照片无法读取，请换一张，或者只写文字。');
    }
  };
  const send = async () => {
    if (words.trim() === '' || place.trim() === '') return setProblem('请写清哪里、什么问题。');
    setProblem('');
    setSending(true);
    try {
      const answer = await sendDrop({ ticket, ...made, kind, words: words.trim(), place: place.trim(), photos });
      setDueOn(answer.dueOn);
    } catch (error) {
      setProblem((error as Error).message);
    }
    setSending(false);
  };
  if (dueOn !== null) return <Sent code={made.code} dueOn={dueOn} />;
  return (
    <div className="zb-drop">
      <h1>{enterpriseName}</h1>
      <p>
        不用登录，系统不保存您是谁。提交后得到一个查询码，凭它看答复、领奖励。企业承诺 {answerDays} 个工作日内答复。
      </p>
      <div className="zb-drop-kinds">
        {SNAPSHOT_KINDS.map((one) => (
          <button
            key={one}
            type="button"
            className="zb-button"
            data-kind={one === kind ? 'primary' : undefined}
            aria-pressed={one === kind}
            onClick={() => setKind(one)}
          >
            {one === 'hazard' ? '报告隐患' : SNAPSHOT_KIND_NAMES[one]}
          </button>
        ))}
      </div>
      <label>
        {kind === 'hazard' ? '什么问题' : '什么建议'}
        <textarea rows={4} maxLength={500} value={words} onChange={({ target }) => setWords(target.value)} />
      </label>
      <label>
        在哪里
        <input type="text" maxLength={200} value={place} onChange={({ target }) => setPlace(target.value)} />
      </label>
      <label>
        照片（选填，最多 2 张，位置和机型信息会去掉）
        <input
          type="file"
          accept="image/*"
          multiple
          disabled={photos.length >= 2}
          onChange={({ target }) => void add(target.files)}
        />
        <small>
          已选 {photos.length} 张。不要拍到自己和同事的脸。
          {photos.length > 0 && (
            <button type="button" className="zb-link" onClick={() => setPhotos([])}>
              清除
            </button>
          )}
        </small>
      </label>
      {problem && (
        <p className="zb-commit-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="button" className="zb-button" data-kind="primary" disabled={isSending} onClick={() => void send()}>
        {isSending ? '正在提交…' : '匿名提交'}
      </button>
      <p>
        <a href="/public/snapshots">已有查询码，查看答复</a>
      </p>
    </div>
  );
}

function Sent({ code, dueOn }: { code: string; dueOn: string }) {
  // The code is nowhere else: whoever leaves without it cannot come back.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
  return (
    <div className="zb-drop">
      <h1>已提交</h1>
      <p>请抄下或截图保存查询码。系统里没有保存，丢失后无法找回。</p>
      <p className="zb-drop-code">{code}</p>
      <p>
        企业应在 {dueOn} 前答复。打开 {window.location.origin}/public/snapshots ，输入查询码查看。
      </p>
      <p>
        <a href="/public/snapshots">去查看</a>
      </p>
    </div>
  );
}
