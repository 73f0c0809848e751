import { newId } from '@zhiben/platform/domain/ids.ts';
import { fileIdsOf } from '@zhiben/platform/web/offline/entry-files.ts';
import { entryBody } from '@zhiben/platform/web/offline/journal.ts';
import { recordBodySchema } from '@zhiben/slices/screening/domain';
import type { AnswerDraft, CheckDraft } from './check-draft.ts';

/** A refused record as a draft under a new id; null when it is no longer here. Its photos pass to the draft. */
export async function draftOfRefused(entryId: string): Promise<CheckDraft | null> {
  const parsed = recordBodySchema.safeParse(await entryBody(entryId));
  if (!parsed.success) return null;
  const { startedAt, answers, findings } = parsed.data;
  const kept = await fileIdsOf(entryId);
  const idsOf = (hashes: readonly string[]) => hashes.flatMap((hash) => kept.get(hash) ?? []);
  const drafts: Record<string, AnswerDraft> = {};
  for (const { item, value, verdict, note, files } of answers) {
    const found = findings.find(({ itemId }) => itemId === item);
    const finding = found && {
      id: found.id,
      words: found.words,
      place: found.place,
      fixedNow: found.fixedNow,
      photoIds: idsOf(found.files),
      voiceId: null,
    };
    drafts[item] = { value, verdict, note, photoIds: idsOf(files), finding: finding ?? null };
  }
  return { id: newId(), startedAt, answers: drafts, replaces: entryId };
}
