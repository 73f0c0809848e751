import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { acknowledgeSchema } from '../domain/paper.commands.ts';
import { KINDS } from '../domain/supervision.terms.ts';
import { PhoneAnswer } from './PhoneAnswer.tsx';

const answersSchema = acknowledgeSchema.pick({ signer: true });

/** 签收. */
export default function PhoneSignPage() {
  const { name } = useSession();
  return (
    <PhoneAnswer
      command="acknowledge"
      task={(paper, send) => (
        <PhoneTask
          title={`签收${KINDS[paper.kind].name}`}
          schema={answersSchema}
          draft={`paper-sign-${paper.id}`}
          initial={{ signer: name }}
          submitLabel="签收"
          onSubmit={(answers) => send(answers)}
          questions={[
            {
              field: 'signer',
              question: '谁签收？',
              label: '签收人',
              hint: '写签收人的姓名。',
              input: (control) => <TextAnswer {...control} />,
            },
          ]}
        />
      )}
    />
  );
}
