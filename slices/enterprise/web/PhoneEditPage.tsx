import { useNavigate } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { type AnswerControl, PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { z } from 'zod';
import { editEnterprise } from '../domain/enterprise.contract.ts';
import { PositionAnswer } from './PositionAnswer.tsx';
import { useOwnEnterprise } from './use-own-enterprise.ts';

const TEXT = z.string().trim().max(200).optional();
const answersSchema = z.object({
  employees: z
    .string()
    .regex(/^\d{1,6}$/, '请填整数')
    .optional(),
  address: TEXT,
  position: z
    .string()
    .regex(/^\d{2,3}(\.\d+)?[,，]\s*\d{1,2}(\.\d+)?$/, '应为经度和纬度，如 110.35, 27.62')
    .optional(),
  principalName: TEXT,
  principalPhone: TEXT,
  safetyManagerName: TEXT,
  safetyManagerPhone: TEXT,
  basis: TEXT,
});
type Answers = Partial<z.input<typeof answersSchema>>;

/** What changes most often, one question a screen, everything known filled in. */
export default function PhoneEditPage() {
  const { data, error, refetch } = useOwnEnterprise();
  const edit = useCommand(editEnterprise);
  const navigate = useNavigate();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const words = (
    field: keyof Answers,
    question: string,
    label: string,
    hint?: string,
    inputMode?: 'tel' | 'numeric',
  ) => ({
    field,
    question,
    label,
    ...(hint ? { hint } : {}),
    input: (control: AnswerControl<string | undefined>) => (
      <TextAnswer {...(control as AnswerControl<string>)} {...(inputMode ? { inputMode } : {})} />
    ),
  });
  const send = async (answers: Answers, commandId: string) => {
    const { basis = '', employees, position, ...texts } = answers;
    const [longitude, latitude] = position?.split(/[,，]/).map(Number) ?? [];
    const changes = {
      ...texts,
      ...(employees ? { employees: Number(employees) } : {}),
      ...(longitude !== undefined && latitude !== undefined ? { longitude, latitude } : {}),
    };
    const body = { commandId, version: data.version, changes, basis, effectiveOn: localDate(new Date()) };
    await edit.run({ params: { id: data.id }, body });
    await navigate({ to: '/m/enterprise', replace: true } as never);
  };
  return (
    <PhoneTask
      title="更新档案"
      schema={answersSchema}
      draft={`enterprise-edit-${data.id}-${data.version}`}
      initial={{
        address: data.address,
        principalName: data.principalName,
        principalPhone: data.principalPhone,
        safetyManagerName: data.safetyManagerName,
        safetyManagerPhone: data.safetyManagerPhone,
        ...(data.longitude === null || data.latitude === null
          ? {}
          : { position: `${data.longitude}, ${data.latitude}` }),
        ...(data.employees === null ? {} : { employees: String(data.employees) }),
      }}
      submitLabel="提交更新"
      onSubmit={send}
      questions={[
        words('employees', '现在有多少从业人员？', '从业人员', undefined, 'numeric'),
        words('address', '生产经营地址是哪里？', '地址'),
        {
          field: 'position',
          question: '生产经营地点在地图上的位置？',
          label: '经纬度',
          hint: '人在现场时，点“使用当前位置”。',
          input: (control) => <PositionAnswer {...control} />,
        },
        words('principalName', '主要负责人是谁？', '主要负责人', '更换主要负责人须经监管部门确认后生效。'),
        words('principalPhone', '主要负责人的电话？', '主要负责人电话', undefined, 'tel'),
        words('safetyManagerName', '安全管理人员是谁？', '安全管理人员'),
        words('safetyManagerPhone', '安全管理人员的电话？', '安全管理人员电话', undefined, 'tel'),
        words('basis', '凭什么更新？', '依据', '例如任命文件、营业执照。'),
      ]}
    />
  );
}
