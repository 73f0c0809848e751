import { useEffect, useId, useState } from 'react';
import { newId } from '../../domain/ids.ts';
import { asProblem, type ProblemError } from '../problem.ts';
import { rememberedFile, thumbnailUrl } from '../upload.ts';
import { forgetPhoto, keepPhoto, pendingPhoto, sendPhoto } from './pending-photos.ts';
import { previewOf } from './preview.ts';
import './photo-field.css';

interface PhotoFieldProps {
  /** Ids of photos, those that still wait to be sent among them. */
  readonly value?: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly max?: number;
}

/** Takes photos with the camera or picks them; each is kept at once and sent as soon as there is a network. */
export function PhotoField({ value = [], onChange, max = 9 }: PhotoFieldProps) {
  const inputId = useId();
  const add = async (files: FileList | null) => {
    const taken = [...(files ?? [])].slice(0, max - value.length).map((file) => ({ id: newId(), file }));
    for (const { id, file } of taken) await keepPhoto(id, file);
    onChange([...value, ...taken.map(({ id }) => id)]);
  };
  return (
    <div className="zb-photos">
      {value.map((id, i) => (
        <Photo
          key={id}
          id={id}
          place={i + 1}
          onRemove={() => {
            void forgetPhoto(id);
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
          <span>{value.length === 0 ? '拍照或选择照片' : '再加一张'}</span>
        </label>
      )}
    </div>
  );
}

type Sending =
  | { readonly state: 'sent' }
  | { readonly state: 'sending'; readonly share: number }
  | { readonly state: 'waiting'; readonly problem: ProblemError };

function Photo({ id, place, onRemove }: { id: string; place: number; onRemove: () => void }) {
  const [preview, setPreview] = useState<string | null>(null);
  const [sending, setSending] = useState<Sending>({ state: 'sending', share: 0 });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let url: string | null = null;
    let isGone = false;
    void pendingPhoto(id)
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
    say({ state: 'sending', share: 0 });
    sendPhoto(id, (share) => say({ state: 'sending', share }))
      .then(() => say({ state: 'sent' }))
      .catch((error) => say({ state: 'waiting', problem: asProblem(error) }));
    return () => {
      isGone = true;
    };
  }, [id, attempt]);
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
