import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { deviceSkewSeconds } from '@zhiben/platform/web/offline/device-clock.ts';
import { hashesOf } from '@zhiben/platform/web/offline/entry-files.ts';
import { appendEntry } from '@zhiben/platform/web/offline/journal.ts';
import {
  type CheckItem,
  type FindingInput,
  recordBodySchema,
  recordFaults,
  type ScreeningPack,
  type ScreeningTask,
} from '@zhiben/slices/screening/domain';
import { type CheckDraft, filesOfDraft, NO_ANSWER } from './check-draft.ts';
import { slotName } from './slot-now.ts';

export interface Signing {
  readonly draft: CheckDraft;
  readonly task: ScreeningTask;
  readonly checklist: ScreeningPack['checklists'][number];
  readonly slotKey: string | null;
  readonly signedName: string;
  readonly signer: { readonly id: string; readonly name: string };
}

/** The record as it will be sent, before its files are named by their contents. */
async function bodyOf({ draft, task, checklist, slotKey, signedName }: Signing) {
  const signedAt = new Date().toISOString();
  const answers = [];
  const findings: FindingInput[] = [];
  for (const { id } of checklist.items) {
    const { value, verdict, note, photoIds, finding } = draft.answers[id] ?? NO_ANSWER;
    if (verdict === null) continue;
    answers.push({ item: id, value, verdict, note: note.trim(), files: await hashesOf(photoIds) });
    if (verdict !== 'bad' || !finding) continue;
    const files = await hashesOf([...finding.photoIds, ...(finding.voiceId ? [finding.voiceId] : [])]);
    const { words, place, fixedNow } = finding;
    findings.push({ id: finding.id, words, place, fixedNow, itemId: id, gradeGuess: null, files });
  }
  return {
    taskId: task.id,
    slotKey,
    checklistId: checklist.id,
    edition: checklist.edition,
    // A clock that was put back while checking must not make the record begin after its end.
    startedAt: draft.startedAt < signedAt ? draft.startedAt : signedAt,
    signedAt,
    signedName,
    clockSkewSeconds: deviceSkewSeconds(),
    answers,
    findings,
  };
}

/** What stands against signing, by the very rules of the server; they need no network. */
export async function signingFaults(signing: Signing): Promise<FieldProblem[]> {
  const parsed = recordBodySchema.safeParse(await bodyOf(signing));
  if (parsed.success) return recordFaults(signing.checklist.items, parsed.data, signing.signer.name);
  return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}

/** Writes the signed record into the journal of this phone. @throws {StorageFullError} */
export async function signRecord(signing: Signing): Promise<void> {
  const { draft, task, checklist, slotKey, signer } = signing;
  const query = slotKey === null ? '' : `?slot=${encodeURIComponent(slotKey)}`;
  await appendEntry({
    id: draft.id,
    owner: signer.id,
    ownerName: signer.name,
    kind: 'record',
    title: slotKey === null ? `${task.name}（额外检查）` : `${task.name} ${slotKey}`,
    path: `/m/screening/check/${task.id}${query}`,
    about: slotName(task.id, slotKey),
    body: await bodyOf(signing),
    fileIds: filesOfDraft(draft, checklist.items),
    ...(draft.replaces ? { replaces: draft.replaces } : {}),
  });
}

/** The check item that a problem speaks of; -1 when it speaks of none. */
export function itemOfFault(items: readonly CheckItem[], { path }: FieldProblem): number {
  const [what, id] = path.split('.');
  return what === 'answers' ? items.findIndex((item) => item.id === id) : -1;
}
