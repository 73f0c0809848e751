import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { replySchema } from '../domain/paper.commands.ts';
import { PhoneAnswer } from './PhoneAnswer.tsx';

const answersSchema = replySchema.pick({ text: true, files: true });
const WORDS = {
  reply: { title: '反馈办理情况', question: '办理得怎么样？', label: '办理情况' },
  reportProgress: { title: '报告治理进展', question: '治理到哪一步了？', label: '治理进展' },
} as const;

/** An answer to a paper, or a report of progress under a plate. */
export function PhoneReplyTask({ command }: { command: keyof typeof WORDS }) {
  const { title, question, label } = WORDS[command];
  return (
    <PhoneAnswer
      command={command}
      task={(paper, send) => (
        <PhoneTask
          title={title}
          schema={answersSchema}
          draft={`paper-${command}-${paper.id}-${paper.version}`}
          submitLabel={title}
          onSubmit={(answers) => send(answers)}
          questions={[
            {
              field: 'text',
              question,
              label,
              hint: '做了什么、结果如何、还差什么。',
              input: (control) => <TextAnswer {...control} lines="many" />,
            },
            {
              field: 'files',
              question: '附上照片',
              label: '照片',
              hint: '可以不拍。',
              photos: true,
              input: (control) => <PhotoField value={control.value ?? []} onChange={control.onChange} />,
            },
          ]}
        />
      )}
    />
  );
}
