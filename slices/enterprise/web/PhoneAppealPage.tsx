import { useNavigate, useParams } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { appealGrade, getGrade } from '../domain/grading.contract.ts';
import { useOwnEnterprise } from './use-own-enterprise.ts';

const answersSchema = appealGrade.body.pick({ appeal: true });

/** 分级申诉. */
export default function PhoneAppealPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const own = useOwnEnterprise();
  const { data, error, refetch } = useCall(
    getGrade,
    { params: { id: own.data?.id ?? '' } },
    { enabled: own.data !== undefined },
  );
  const appeal = useCommand(appealGrade);
  const navigate = useNavigate();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const grading = data.history.find((one) => one.id === id);
  if (!grading?.abilities.appeal) return <Empty title="现在不能申诉">申诉期限已过，或者已经申诉过。</Empty>;
  return (
    <PhoneTask
      title="分级申诉"
      schema={answersSchema}
      draft={`grade-appeal-${id}-${grading.version}`}
      submitLabel="提交申诉"
      onSubmit={async ({ appeal: text = '' }, commandId) => {
        await appeal.run({ params: { id }, body: { commandId, version: grading.version, appeal: text } });
        await navigate({ to: '/m/enterprise', replace: true } as never);
      }}
      questions={[
        {
          field: 'appeal',
          question: '哪一项不符，实际情况怎样？',
          label: '申诉理由',
          hint: `确定为 ${grading.grade} 级。由作出决定以外的人员处理。`,
          input: (control) => <TextAnswer {...control} lines="many" />,
        },
      ]}
    />
  );
}
