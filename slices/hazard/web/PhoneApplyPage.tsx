import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { applySchema, withProof } from '../domain/hazard.commands.ts';
import { applyForAcceptance } from '../domain/hazard-commands.contract.ts';
import { PhoneCommand } from './PhoneCommand.tsx';

const answersSchema = applySchema.pick({ statement: true, files: true });

/** 申请验收. */
export default function PhoneApplyPage() {
  return (
    <PhoneCommand
      command="apply"
      contract={applyForAcceptance}
      task={(hazard, send) => (
        <PhoneTask
          title="申请验收"
          schema={hazard.grade === 'major' ? withProof(answersSchema) : answersSchema}
          draft={`hazard-apply-${hazard.id}`}
          submitLabel="申请验收"
          onSubmit={(answers) => send(answers)}
          questions={[
            {
              field: 'statement',
              question: '怎样整改好的？',
              label: '整改情况',
              hint: '逐项写明怎样消除了隐患。',
              input: (control) => <TextAnswer {...control} lines="many" />,
            },
            {
              field: 'files',
              question: '拍下整改后的样子',
              label: '整改后照片',
              hint: hazard.grade === 'major' ? '重大事故隐患至少一张。' : '可以不拍。',
              photos: true,
              input: (control) => <PhotoField value={control.value ?? []} onChange={control.onChange} />,
            },
          ]}
        />
      )}
    />
  );
}
