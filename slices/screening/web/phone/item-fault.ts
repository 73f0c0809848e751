import { answerFault, type CheckItem } from '@zhiben/slices/screening/domain';
import type { AnswerDraft } from './check-draft.ts';

/** What is missing from an answer as it stands, by the server's rules; null when it may be signed. */
export function itemFault(item: CheckItem, answer: AnswerDraft | undefined): string | null {
  if (!answer || answer.verdict === null) return '还没有回答';
  const { verdict, value, note, photoIds, finding } = answer;
  if (verdict === 'bad' && finding) {
    if (finding.words.trim() === '') return '请写明是什么问题';
    if (finding.place.trim() === '') return '请写明在什么地方';
  }
  // The hashes come at signing; here it matters only whether there are photos.
  const answered = { item: item.id, value, verdict, note: note.trim(), files: [...photoIds] };
  return answerFault(item, answered, finding !== null);
}
