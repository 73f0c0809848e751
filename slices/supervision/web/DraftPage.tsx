import { useNavigate } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { startSchema } from '../domain/paper.commands.ts';
import { draftPaper, startPaper } from '../domain/supervision.contract.ts';
import { KINDS } from '../domain/supervision.terms.ts';
import { WordFields } from './WordFields.tsx';

const place = startSchema.partial();

/** 拟稿: begins with what the record says; a person corrects it. */
export default function DraftPage() {
  const [given] = useUrlState(place);
  const parsed = startSchema.safeParse(given);
  if (!parsed.success) {
    return <Empty title="不知道要为什么事项拟稿">请在隐患档案或企业档案中选择“拟稿”。</Empty>;
  }
  return <Draft key={parsed.data.kind} start={parsed.data} />;
}

function Draft({ start }: { start: Parameters<typeof startSchema.parse>[0] & ReturnType<typeof startSchema.parse> }) {
  const { kind, subjectKind, subjectId } = start;
  const { data, error, refetch } = useCall(startPaper, { query: start });
  const id = useNewId(`paper-draft-${kind}-${subjectId}`);
  const draft = useCommand(draftPaper, ['hazard']);
  const navigate = useNavigate();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在起草" />;
  const { subjectName, kinds: _, ...words } = data;
  return (
    <FormPage
      title={`拟稿：${KINDS[kind].name}`}
      lead={`${subjectName}。初稿按档案内容生成，请核对事实、依据和主送单位后保存；印发前可以修改。`}
      schema={draftPaper.body}
      extra={{ id, kind, subjectKind, subjectId, proposalId: null }}
      initial={words}
      submitLabel="保存拟稿"
      onSubmit={async (body) => {
        await draft.run({ body });
        await navigate({ to: `/supervision/papers/${id}`, replace: true } as never);
      }}
    >
      <WordFields kind={kind} today={localDate(new Date())} />
    </FormPage>
  );
}
