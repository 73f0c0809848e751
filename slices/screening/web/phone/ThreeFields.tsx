import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { fileIdsOf, hashesOf } from '@zhiben/platform/web/offline/entry-files.ts';
import { appendEntry, entryBody } from '@zhiben/platform/web/offline/journal.ts';
import { StorageFullError } from '@zhiben/platform/web/offline/storage.ts';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { VoiceField } from '@zhiben/platform/web/phone/VoiceField.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { readStored, writeStored } from '@zhiben/platform/web/stored.ts';
import { findingBodySchema, type SyncKind } from '@zhiben/slices/screening/domain';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { type FindingDraft, newFinding, useKeptDraft } from './check-draft.ts';

interface ThreeFieldsProps {
  readonly kind: SyncKind;
  readonly draftKey: string;
  /** A refused entry to mend. */
  readonly again: string | null;
  readonly title: (words: string) => string;
  readonly path: string;
  readonly usualPlace: string;
  readonly submitLabel: string;
  readonly bodyOf: (draft: FindingDraft, files: readonly string[]) => object;
  /** Asks whether it was put right at once. */
  readonly withFixed?: boolean;
  readonly onKept: () => void;
}

interface Draft extends FindingDraft {
  readonly replaces: string | null;
}

/** What, where, photo: on one screen, kept with every letter, in the journal at the press of a button. */
export function ThreeFields(props: ThreeFieldsProps) {
  const { again, draftKey } = props;
  const [isReady, setReady] = useState(again === null);
  useEffect(() => {
    if (again === null) return;
    void mend(again, draftKey).then(() => setReady(true));
  }, [again, draftKey]);
  return isReady ? <Fields {...props} /> : <Loading />;
}

/** A refused entry becomes the draft, unless its mending has begun. */
async function mend(entryId: string, draftKey: string): Promise<void> {
  const parsed = findingBodySchema.safeParse(await entryBody(entryId));
  if (!parsed.success || readStored<Draft | null>(draftKey, null)?.replaces === entryId) return;
  const { words, place, fixedNow, files } = parsed.data;
  const kept = await fileIdsOf(entryId);
  const photoIds = files.flatMap((hash) => kept.get(hash) ?? []);
  writeStored(draftKey, { ...newFinding(place), words, fixedNow, photoIds, replaces: entryId } satisfies Draft);
}

function Fields({ kind, draftKey, title, path, usualPlace, submitLabel, bodyOf, withFixed, onKept }: ThreeFieldsProps) {
  const id = useId();
  const { userId, name } = useSession();
  const begin = (): Draft => ({ ...newFinding(usualPlace), replaces: null });
  const { draft, change, forget, isKept } = useKeptDraft<Draft>(draftKey, begin);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const set = (part: Partial<FindingDraft>) => change((before) => ({ ...before, ...part }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { words, place, photoIds, voiceId, replaces } = draft;
    if (words.trim() === '' && voiceId === null) return setProblem('请写明是什么问题，或录一段语音。');
    if (place.trim() === '') return setProblem('请写明在什么地方。');
    setBusy(true);
    setProblem(null);
    try {
      const fileIds = voiceId ? [...photoIds, voiceId] : photoIds;
      const said = words.trim() || '见语音';
      await appendEntry({
        id: draft.id,
        owner: userId,
        ownerName: name,
        kind,
        title: title(said.length > 20 ? `${said.slice(0, 20)}…` : said),
        path,
        body: bodyOf({ ...draft, words: said, place: place.trim() }, await hashesOf(fileIds)),
        fileIds,
        ...(replaces ? { replaces } : {}),
      });
      forget();
      onKept();
    } catch (error) {
      setProblem(error instanceof StorageFullError ? error.message : '没有存下，请再试一次；填写的内容还在。');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="zb-three" onSubmit={(event) => void submit(event)} noValidate>
      {!isKept && (
        <p className="zb-notice" data-kind="problem" role="alert">
          手机存储已满，刚才的填写没有存下。请直接提交，或先到“待上传”上传或导出。
        </p>
      )}
      <div className="zb-field">
        <label htmlFor={`${id}w`}>是什么问题？</label>
        <textarea
          id={`${id}w`}
          className="zb-input"
          rows={3}
          maxLength={500}
          placeholder="例如：配电箱门没关，线头裸露"
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
        <VoiceField value={draft.voiceId} onChange={(voiceId) => set({ voiceId })} />
      </div>
      <div className="zb-field">
        <label htmlFor={`${id}p`}>在什么地方？</label>
        <input
          id={`${id}p`}
          className="zb-input"
          maxLength={200}
          placeholder="例如：罐区 3 号罐"
          value={draft.place}
          onChange={(event) => set({ place: event.target.value })}
        />
      </div>
      <div className="zb-field">
        <PhotoField
          sending="entry"
          label="拍照（可以不拍）"
          value={draft.photoIds}
          onChange={(photoIds) => set({ photoIds })}
        />
      </div>
      {withFixed && (
        <div className="zb-field">
          <label htmlFor={`${id}f`}>已经当场改好（选填）</label>
          <input
            id={`${id}f`}
            className="zb-input"
            maxLength={300}
            placeholder="怎样改好的"
            value={draft.fixedNow}
            onChange={(event) => set({ fixedNow: event.target.value })}
          />
        </div>
      )}
      {problem && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="zb-task-foot">
        <button type="submit" className="zb-button zb-phone-block" data-kind="primary" disabled={isBusy}>
          {isBusy ? '正在存下' : submitLabel}
        </button>
      </div>
    </form>
  );
}
