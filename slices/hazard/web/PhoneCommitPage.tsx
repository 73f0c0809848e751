import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { DateAnswer, TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { commitmentsOf, fiveAnswersSchema, questionOf } from '../domain/five-answers.ts';
import { fileCommitments } from '../domain/hazard-commands.contract.ts';
import { MoneyAnswer } from './MoneyAnswer.tsx';
import { PhoneCommand } from './PhoneCommand.tsx';
import { withFieldNames } from './renamed-fields.ts';

/** 报送五落实, one question a screen. */
export default function PhoneCommitPage() {
  const { name, roleName } = useSession();
  return (
    <PhoneCommand
      command="commit"
      contract={fileCommitments}
      task={(hazard, send) => (
        <PhoneTask
          title="报送五落实"
          schema={fiveAnswersSchema}
          draft={`hazard-commit-${hazard.id}`}
          initial={{
            name,
            position: roleName,
            ...(hazard.rectificationDueOn ? { deadline: hazard.rectificationDueOn } : {}),
          }}
          submitLabel="报送五落实"
          onSubmit={(answers) =>
            withFieldNames(questionOf, () =>
              send({ commitments: commitmentsOf(answers as Parameters<typeof commitmentsOf>[0]) }),
            )
          }
          questions={[
            {
              field: 'name',
              question: '谁对整改负责？',
              label: '责任人',
              hint: '写姓名。',
              input: (control) => <TextAnswer {...control} />,
            },
            {
              field: 'position',
              question: '责任人是什么职务？',
              label: '职务',
              input: (control) => <TextAnswer {...control} />,
            },
            {
              field: 'measures',
              question: '怎样整改？',
              label: '措施',
              hint: '写怎样消除隐患，消除之前怎样防止出事。',
              input: (control) => <TextAnswer {...control} lines="many" />,
            },
            {
              field: 'funds',
              question: '计划投入多少资金？',
              label: '资金',
              hint: '单位是万元，不需要花钱就填 0。',
              input: (control) => <MoneyAnswer {...control} />,
              say: (value) => `${value} 万元`,
            },
            {
              field: 'deadline',
              question: '哪天整改完成？',
              label: '期限',
              hint: hazard.rectificationDueOn
                ? `监管部门责令 ${hazard.rectificationDueOn} 前完成，不能更晚。`
                : '进入整改后只能经批准延期，请按实际需要填写。',
              input: (control) => (
                <DateAnswer {...control} {...(hazard.rectificationDueOn ? { max: hazard.rectificationDueOn } : {})} />
              ),
            },
            {
              field: 'plan',
              question: '整改期间有什么预案？',
              label: '预案',
              hint: '写应急预案或现场处置方案的名称，和整改期间的临时管控措施。',
              input: (control) => <TextAnswer {...control} lines="many" />,
            },
            {
              field: 'proof',
              question: '有哪些证明材料？',
              label: '证明材料',
              hint: '写材料名称，例如“整改方案、责任书、采购合同”。下一步可以拍照，两样至少有一样。',
              input: (control) => <TextAnswer {...control} lines="many" />,
            },
            {
              field: 'files',
              question: '拍下证明材料',
              label: '材料照片',
              hint: '写了材料名称的可以不拍。',
              photos: true,
              input: (control) => <PhotoField value={control.value ?? []} onChange={control.onChange} />,
            },
          ]}
        />
      )}
    />
  );
}
