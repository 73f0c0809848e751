import { localDate } from '@zhiben/platform/domain/clock.ts';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { editSchema } from '../domain/paper.commands.ts';
import { commands, type PaperRecord } from '../domain/supervision.contract.ts';
import { WordFields } from './WordFields.tsx';

/** Corrects a draft: words, days, addressees. */
export function EditForm({ paper, onDone }: { paper: PaperRecord; onDone: () => void }) {
  const commandId = useNewId(`paper-edit-${paper.id}-${paper.version}`);
  const edit = useCommand(commands.edit);
  const notice = useNotice();
  const { title, body, basis, replyDueOn, progressMonths, level, number, receipts } = paper;
  const parties = receipts.map(({ role, partyKind, partyId, partyName }) => ({ role, partyKind, partyId, partyName }));
  return (
    <FormDrawer
      open
      title="修改文书"
      schema={editSchema}
      extra={{ commandId, expectedVersion: paper.version }}
      initial={{ title, body, basis, replyDueOn, progressMonths, level, number, parties }}
      submitLabel="保存修改"
      onSubmit={async (words) => {
        await edit.run({ params: { id: paper.id }, body: words });
        notice('已保存');
        onDone();
      }}
      onCancel={onDone}
    >
      <WordFields kind={paper.kind} today={localDate(new Date())} />
    </FormDrawer>
  );
}
