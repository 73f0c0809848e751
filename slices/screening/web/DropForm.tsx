import { useHeading } from '@zhiben/platform/web/kit/heading.ts';
import { useEffect, useState } from 'react';
import { SNAPSHOT_KIND_NAMES, SNAPSHOT_KINDS, type SnapshotKind } from '../domain/snapshot.rules.ts';
import { shrinkPhoto } from './shrink-photo.ts';
import { type Drop, newDrop } from './snapshot-drop.ts';
import './commitment.css';
import './statement.css';

interface DropFormProps {
  readonly ticket: string;
  readonly enterpriseName: string;
  /** When an answer may be expected, as far as it is known. */
  readonly promise: string;
  /** @returns what comes next, in a sentence. @throws {ProblemError} */
  readonly submit: (drop: Drop) => Promise<string>;
}

/** The form itself, on the wall's page and on the phone of somebody who is signed in and will not be named. */
export function DropForm({ ticket, enterpriseName, promise, submit }: DropFormProps) {
  const Heading = useHeading();
  const [made] = useState(newDrop);
  const [kind, setKind] = useState<SnapshotKind>('hazard');
  const [words, setWords] = useState('');
  const [place, setPlace] = useState('');
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
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
      setSent(await submit({ ticket, ...made, kind, words: words.trim(), place: place.trim(), photos }));
    } catch (error) {
      setProblem((error as Error).message);
    }
    setSending(false);
  };
  if (sent !== null) return <Sent code={made.code} next={sent} />;
  return (
    <div className="zb-drop">
      <Heading>{enterpriseName}</Heading>
      <p>不用登录，系统不保存您是谁。提交后得到一个查询码，凭它看答复、领奖励。{promise}</p>
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
        <span className="zb-drop-photos">
          {photos.length === 0 ? '拍照或选照片' : photos.length < 2 ? '已选 1 张，再加一张' : '已选 2 张'}
        </span>
      </label>
      <small>
        不要拍到自己和同事的脸。
        {photos.length > 0 && (
          <button type="button" className="zb-link" onClick={() => setPhotos([])}>
            清除照片
          </button>
        )}
      </small>
      {problem && (
        <p className="zb-commit-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="button" className="zb-button" data-kind="primary" disabled={isSending} onClick={() => void send()}>
        {isSending ? '正在提交' : '匿名提交'}
      </button>
      <p>
        <a href="/public/snapshots">已有查询码，查看答复</a>
      </p>
    </div>
  );
}

function Sent({ code, next }: { code: string; next: string }) {
  const Heading = useHeading();
  // The code is nowhere else: whoever leaves without it cannot come back.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
  return (
    <div className="zb-drop">
      <Heading>请记下查询码</Heading>
      <p>抄下或截图保存。系统里没有保存，丢失后无法找回。</p>
      <p className="zb-drop-code">{code}</p>
      <p>
        {next}打开 {window.location.origin}/public/snapshots ，输入查询码查看。
      </p>
      <p>
        <a href="/public/snapshots">凭查询码看答复</a>
      </p>
    </div>
  );
}
