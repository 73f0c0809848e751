import { optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { acceptSchema, withProof } from '../domain/hazard.commands.ts';
import type { HazardRecord } from '../domain/hazard.contract.ts';

const shared = acceptSchema.pick({ place: true, visitedAt: true, finding: true, files: true });
const answersSchema = shared.extend({ others: optionalText(200) });
/** Who checks a major hazard is not alone. */
const majorSchema = withProof(shared.extend({ others: text(200) }));

interface PhoneVisitTaskProps {
  readonly hazard: HazardRecord;
  readonly passed: boolean;
  readonly send: (body: object) => Promise<void>;
}

/** 现场核验: where, what was found, photos. The time is that at which the check was begun here. */
export function PhoneVisitTask({ hazard, passed, send }: PhoneVisitTaskProps) {
  const isMajor = hazard.grade === 'major';
  const verb = isMajor ? '验收合格' : '验收合格并销号';
  return (
    <PhoneTask
      title={passed ? verb : '验收不合格退回整改'}
      schema={isMajor ? majorSchema : answersSchema}
      draft={`hazard-visit-${passed}-${hazard.id}-${hazard.version}`}
      initial={{ place: hazard.place, visitedAt: new Date().toISOString() }}
      submitLabel={passed ? verb : '退回整改'}
      onSubmit={({ others = '', ...answers }) => {
        const participants = others.split(/[、，,\s]+/).filter(Boolean);
        return send({ ...answers, participants });
      }}
      questions={[
        {
          field: 'place',
          question: '核验的是哪个部位？',
          label: '核验地点',
          input: (control) => <TextAnswer {...control} />,
        },
        {
          field: 'files',
          question: '拍下现场情况',
          label: '现场照片',
          hint: hazard.grade === 'major' ? '重大事故隐患至少一张。' : '可以不拍。',
          photos: true,
          input: (control) => <PhotoField value={control.value ?? []} onChange={control.onChange} />,
        },
        {
          field: 'finding',
          question: passed ? '验收意见是什么？' : '还有什么问题？',
          label: '验收意见',
          hint: passed
            ? `逐项写明核验了什么、结果怎样。${isMajor ? '之后由另一名监管人员审批销号。' : '销号后不能恢复。'}`
            : '写明仍然存在的问题和要求。整改期限不变。',
          input: (control) => <TextAnswer {...control} lines="many" />,
        },
        {
          field: 'others',
          question: '还有谁一起到了现场？',
          label: '同行人员',
          hint: isMajor ? '至少还有一名执法人员，几个人用顿号隔开。' : '没有可以不填，几个人用顿号隔开。',
          input: (control) => <TextAnswer {...control} />,
        },
      ]}
    />
  );
}
