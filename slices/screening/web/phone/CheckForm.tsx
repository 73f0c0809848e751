import { useSession } from '@zhiben/platform/web/session.ts';
import type { ScreeningPack, ScreeningTask } from '@zhiben/slices/screening/domain';
import { useEffect, useState } from 'react';
import { type AnswerDraft, type CheckDraft, NO_ANSWER, newDraft, useKeptDraft } from './check-draft.ts';
import { ItemScreen } from './ItemScreen.tsx';
import { itemFault } from './item-fault.ts';
import { SignScreen } from './SignScreen.tsx';
import { signRecord } from './sign-record.ts';

interface CheckFormProps {
  readonly draftKey: string;
  readonly task: ScreeningTask;
  readonly checklist: ScreeningPack['checklists'][number];
  readonly slotKey: string | null;
  /** When it is no ordinary check: said above the first item and before signing. */
  readonly lateNote: string | null;
  readonly onSigned: () => void;
}

/** One item a screen; every tap is kept at once. */
export function CheckForm({ draftKey, task, checklist, slotKey, lateNote, onSigned }: CheckFormProps) {
  const { userId, name } = useSession();
  const { draft, change, forget, isKept } = useKeptDraft<CheckDraft>(draftKey, newDraft);
  const { items } = checklist;
  const firstOpen = () => {
    const open = items.findIndex((item) => itemFault(item, draft.answers[item.id]) !== null);
    return open < 0 ? items.length : open;
  };
  const [at, setAt] = useState(firstOpen);
  const [wasAsked, setAsked] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each item begins at its head
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [at]);
  const item = items[at];
  const goTo = (next: number) => {
    setAsked(false);
    setAt(next);
  };
  const answer = (id: string, edit: (before: AnswerDraft) => AnswerDraft) =>
    change((before) => ({ ...before, answers: { ...before.answers, [id]: edit(before.answers[id] ?? NO_ANSWER) } }));
  const answered = items.filter((one) => itemFault(one, draft.answers[one.id]) === null).length;
  return (
    <div className="zb-check">
      <progress value={answered} max={items.length} aria-label={`已答 ${answered} 项，共 ${items.length} 项`} />
      {!isKept && (
        <p className="zb-notice" data-kind="problem" role="alert">
          手机存储已满，刚才的填写没有存下。请不要关闭本页；先到“待上传”上传或导出，再回来签名。
        </p>
      )}
      {lateNote && (at === 0 || !item) && <p className="zb-notice">{lateNote}</p>}
      {item ? (
        <ItemScreen
          key={item.id}
          item={item}
          place={`第 ${at + 1} 项，共 ${items.length} 项`}
          usualPlace={task.unitName ?? ''}
          answer={draft.answers[item.id] ?? NO_ANSWER}
          problem={wasAsked ? itemFault(item, draft.answers[item.id]) : null}
          onChange={(edit) => answer(item.id, edit)}
          onBack={at > 0 ? () => goTo(at - 1) : null}
          onNext={(given) => {
            if (itemFault(item, given ?? draft.answers[item.id]) === null) goTo(at + 1);
            else setAsked(true);
          }}
          onSkip={() => goTo(at + 1)}
          isLast={at === items.length - 1}
        />
      ) : (
        <SignScreen
          signing={{ draft, task, checklist, slotKey, signer: { id: userId, name } }}
          onOpen={(index) => {
            setAt(index);
            setAsked(true);
          }}
          onSign={async (signedName) => {
            await signRecord({ draft, task, checklist, slotKey, signedName, signer: { id: userId, name } });
            forget();
            onSigned();
          }}
        />
      )}
    </div>
  );
}
