import { useNavigate, useParams } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { type AnswerControl, PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { DateAnswer, TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { z } from 'zod';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import { addPaper, type PaperRecord, paperSchema } from '../domain/papers.contract.ts';
import { knownOf } from '../domain/papers.rules.ts';
import { useOwnEnterprise } from './use-own-enterprise.ts';

const words = z.string().trim().min(1, '请填写').max(80);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, '请选择日期');
const number = z.string().regex(/^\d{1,7}(\.\d{1,2})?$/, '请填数字');
const licenceSchema = z.object({ title: words, number: words, startsOn: day, endsOn: day });
const insuranceSchema = z.object({
  title: words,
  number: words,
  insured: number,
  limitPerPerson: number,
  startsOn: day,
  endsOn: day,
});
type Answers = Partial<z.input<typeof insuranceSchema>>;

/** A licence or a policy registered on the phone; of a renewed one only what is new is asked. */
export default function PhonePaperPage() {
  const { kind, renewed } = useParams({ strict: false }) as { kind?: string; renewed?: string };
  const { data, error, refetch } = useOwnEnterprise();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (kind !== 'licence' && kind !== 'insurance')
    return <Empty title="这一类由监管部门登记">企业可以登记许可证照和安责险。</Empty>;
  const before = data.papers.find((paper) => paper.id === renewed && paper.kind === kind);
  return <Task kind={kind} enterprise={data} before={before} />;
}

interface TaskProps {
  readonly kind: 'licence' | 'insurance';
  readonly enterprise: Enterprise;
  readonly before: PaperRecord | undefined;
}

function Task({ kind, enterprise, before }: TaskProps) {
  const add = useCommand(addPaper);
  const navigate = useNavigate();
  const send = async (answers: Answers, id: string) => {
    const issuer = before?.issuer ?? '';
    const { insured, limitPerPerson, ...rest } = answers;
    const amounts =
      kind === 'insurance' ? { insured: Number(insured), limitPerPerson: Number(limitPerPerson) } : { issuer };
    const paper = paperSchema.parse({ kind, ...rest, ...amounts });
    await add.run({ params: { id: enterprise.id }, body: { id, paper } });
    await navigate({ to: '/m/enterprise', replace: true } as never);
  };
  const ask = (field: keyof Answers, question: string, label: string, inputMode?: 'decimal', hint?: string) => ({
    field,
    question,
    label,
    ...(hint ? { hint } : {}),
    input: (control: AnswerControl<string | undefined>) =>
      field === 'startsOn' || field === 'endsOn' ? (
        <DateAnswer {...(control as AnswerControl<string>)} />
      ) : (
        <TextAnswer {...(control as AnswerControl<string>)} {...(inputMode ? { inputMode } : {})} />
      ),
  });
  const isLicence = kind === 'licence';
  const known = Object.entries(knownOf(kind, enterprise, before)).filter(([field]) => field !== 'issuer');
  const questions = [
    ask('title', isLicence ? '许可证叫什么名称？' : '在哪家保险机构投保？', isLicence ? '许可证名称' : '保险机构'),
    ask('number', isLicence ? '证号是多少？' : '保单号是多少？', isLicence ? '证号' : '保单号'),
    ...(isLicence
      ? []
      : [
          ask('insured', '投保多少人？', '投保人数', 'decimal', '须覆盖全体从业人员。'),
          ask('limitPerPerson', '每人死亡伤残限额是多少万元？', '每人限额（万元）', 'decimal'),
        ]),
    ask('startsOn', isLicence ? '从哪天起有效？' : '保险从哪天起？', '自'),
    ask('endsOn', isLicence ? '有效期到哪天？' : '保险到哪天止？', '至'),
  ];
  return (
    <PhoneTask
      title={before ? `续登${PAPER_KIND_NAMES[kind]}` : `登记${PAPER_KIND_NAMES[kind]}`}
      schema={(isLicence ? licenceSchema : insuranceSchema) as typeof insuranceSchema}
      draft={`paper-${enterprise.id}-${kind}-${before?.id ?? ''}`}
      initial={Object.fromEntries(known.map(([field, value]) => [field, String(value)])) as Answers}
      submitLabel={`登记${PAPER_KIND_NAMES[kind]}`}
      onSubmit={send}
      questions={questions}
    />
  );
}
