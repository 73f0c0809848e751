import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { progressSchema } from '../domain/hazard.commands.ts';
import { reportHazardProgress } from '../domain/hazard-commands.contract.ts';
import { PhoneCommand } from './PhoneCommand.tsx';

const answersSchema = progressSchema.pick({ report: true, files: true });

/** 报告整改进展. */
export default function PhoneProgressPage() {
  return (
    <PhoneCommand
      command="reportProgress"
      contract={reportHazardProgress}
      task={(hazard, send) => (
        <PhoneTask
          title="报告整改进展"
          schema={answersSchema}
          draft={`hazard-progress-${hazard.id}`}
          submitLabel="报告进展"
          onSubmit={(answers) => send(answers)}
          questions={[
            {
              field: 'report',
              question: '整改到哪一步了？',
              label: '进展',
              hint: '做了什么，还差什么，有没有需要帮助解决的困难。',
              input: (control) => <TextAnswer {...control} lines="many" />,
            },
            {
              field: 'files',
              question: '拍张照片吗？',
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
