import { useEffect, useId, useState } from 'react';
import { newId } from '../../domain/ids.ts';
import { forgetFile, keepFile, keptFile, sendFile } from '../offline/kept-files.ts';
import { StorageFullError } from '../offline/storage.ts';
import { asProblem, type ProblemError } from '../problem.ts';
import { useSession } from '../session.ts';
import { rememberedFile, thumbnailUrl } from '../upload.ts';
import { previewOf, shrinkPhoto } from './preview.ts';
import './photo-field.css';

interface PhotoFieldProps {
  /** Ids of photos, those that still wait to be sent among them. */
  readonly value?: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly max?: number;
  /**
   * `now`: each is sent as soon as there is a network, as it is. `entry`: each is redrawn smaller, without the place
   * that cameras write into pictures, and follows the entry that will name it.
   */
  readonly sending?: 'now' | 'entry';
  readonly label?: string;
}

/** Takes photos with the camera or picks them; each is kept on the phone at once. */
export function PhotoField({ value = [], onChange, max = 9, sending = 'now', label }: PhotoFieldProps) {
  const { userId } = useSession();
  const inputId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const add = async (files: FileList | null) => {
    const kept: string[] = [];
    setProblem(null);
    try {
      for (const file of [...(files ?? [])].slice(0, max - value.length)) {
        const id = newId();
        if (sending === 'now') await keepFile(id, file, { owner: userId, purpose: 'form' });
        else await keepFile(id, await shrinkPhoto(file), { owner: userId, purpose: 'entry' });
        kept.push(id);
      }
    } catch (error) {
      setProblem(error instanceof StorageFullError ? error.message : '照片没有存下，请再试一次。');
    }
    if (kept.length > 0) onChange([...value, ...kept]);
  };
  return (
    <div className="zb-photos">
      {value.map((id, i) => (
        <Photo
          key={id}
          id={id}
          place={i + 1}
          isSent={sending === 'now'}
          onRemove={() => {
            void forgetFile(id);
            onChange(value.filter((v) => v !== id));
          }}
        />
      ))}
      {value.length < max && (
        <label htmlFor={inputId} className="zb-photo-add">
          <input
            id={inputId}
            type="file"
            accept="image/*"
            multiple={max > 1}
            onChange={(event) => {
              void add(event.target.files);
              event.target.value = '';
            }}
          />
          <span>{value.length === 0 ? (label ?? '拍照或选择照片') : '再加一张'}</span>
        </label>
      )}
      {problem && (
        <p className="zb-field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

type Sending =
  | { readonly state: 'kept' }
  | { readonly state: 'sent' }
  | { readonly state: 'sending'; readonly share: number }
  | { readonly state: 'waiting'; readonly problem: ProblemError };

interface PhotoProps {
  readonly id: string;
  readonly place: number;
  /** Whether it is sent from here. */
  readonly isSent: boolean;
  readonly onRemove: () => void;
}

function Photo({ id, place, isSent, onRemove }: PhotoProps) {
  const [preview, setPreview] = useState<string | null>(null);
  const [sending, setSending] = useState<Sending>(isSent ? { state: 'sending', share: 0 } : { state: 'kept' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let url: string | null = null;
    let isGone = false;
    void keptFile(id)
      .then((photo) => (photo ? previewOf(photo) : null))
      .then((made) => {
        url = made;
        if (!isGone) setPreview(made);
        else if (made) URL.revokeObjectURL(made);
      });
    return () => {
      isGone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt sends again
  useEffect(() => {
    let isGone = false;
    const say = (next: Sending) => !isGone && setSending(next);
    if (!isSent) return;
    say({ state: 'sending', share: 0 });
    sendFile(id, (share) => say({ state: 'sending', share }))
      .then(() => say({ state: 'sent' }))
      .catch((error) => say({ state: 'waiting', problem: asProblem(error) }));
    return () => {
      isGone = true;
    };
  }, [id, attempt, isSent]);
  useEffect(() => {
    const again = () => setAttempt((n) => n + 1);
    if (sending.state !== 'waiting') return;
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [sending.state]);

  const source = preview ?? (sending.state === 'sent' && rememberedFile(id)?.hasThumbnail ? thumbnailUrl(id) : null);
  return (
    <figure className="zb-photo">
      {source ? <img src={source} alt={`第 ${place} 张照片`} /> : <span className="zb-photo-blank">照片 {place}</span>}
      <figcaption data-state={sending.state}>
        {sending.state === 'kept' && '已存手机'}
        {sending.state === 'sent' && '已上传'}
        {sending.state === 'sending' && `上传 ${Math.round(sending.share * 100)}%`}
        {sending.state === 'waiting' && (sending.problem.status === 0 ? '待有网络时上传' : sending.problem.message)}
      </figcaption>
      <button type="button" onClick={onRemove} aria-label={`去掉第 ${place} 张照片`}>
        ×
      </button>
    </figure>
  );
}
