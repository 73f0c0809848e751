import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { VoiceField } from '@zhiben/platform/web/phone/VoiceField.tsx';
import { useId } from 'react';
import type { FindingDraft } from './check-draft.ts';

interface FindingFieldsProps {
  readonly value: FindingDraft;
  readonly onChange: (value: FindingDraft) => void;
  /** Photos of its own; an item that takes photos has them already. */
  readonly hasOwnPhotos: boolean;
}

/** What, where, and if one likes a photo or a spoken word: it becomes a hazard when it arrives. */
export function FindingFields({ value, onChange, hasOwnPhotos }: FindingFieldsProps) {
  const id = useId();
  const set = (change: Partial<FindingDraft>) => onChange({ ...value, ...change });
  return (
    <div className="zb-finding">
      <label htmlFor={`${id}w`}>是什么问题？</label>
      <textarea
        id={`${id}w`}
        className="zb-input"
        rows={3}
        maxLength={500}
        placeholder="例如：配电箱门没关，线头裸露"
        value={value.words}
        onChange={(event) => set({ words: event.target.value })}
      />
      <label htmlFor={`${id}p`}>在什么地方？</label>
      <input
        id={`${id}p`}
        className="zb-input"
        maxLength={200}
        placeholder="例如：罐区 3 号罐"
        value={value.place}
        onChange={(event) => set({ place: event.target.value })}
      />
      {hasOwnPhotos && (
        <PhotoField
          sending="entry"
          label="拍照（可以不拍）"
          value={value.photoIds}
          onChange={(photoIds) => set({ photoIds })}
        />
      )}
      <VoiceField value={value.voiceId} onChange={(voiceId) => set({ voiceId })} />
      <details open={value.fixedNow !== ''}>
        <summary>已经当场改好</summary>
        <input
          className="zb-input"
          aria-label="怎样改好的"
          maxLength={300}
          placeholder="怎样改好的"
          value={value.fixedNow}
          onChange={(event) => set({ fixedNow: event.target.value })}
        />
      </details>
    </div>
  );
}
