import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, InputNumber } from 'antd';
import { type GradePolicy, getGradePolicy, setGradePolicy } from '../domain/grading.contract.ts';

const POINTS: Record<keyof GradePolicy['points'], string> = {
  highRisk: '高危行业',
  openMajor: '每条未销号重大事故隐患',
  overdue: '每条逾期隐患',
  mostHazards: '隐患每类最多扣',
  level1: '标准化一级',
  level2: '标准化二级',
  level3: '标准化三级',
  uninsured: '高危行业未投保安责险',
  licenceLapsed: '许可证照过期',
  noSafetyManager: '没有安全管理人员',
  injuryAccident: '12 个月内每起伤人事故',
};
const number = <InputNumber style={{ width: '100%' }} />;

export default function GradePolicyPage() {
  const { data, error, refetch } = useCall(getGradePolicy, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <PolicyForm key={data.version} now={data} />;
}

function PolicyForm({ now }: { now: ResponseOf<typeof getGradePolicy> }) {
  const commandId = useNewId();
  const set = useCommand(setGradePolicy);
  const notice = useNotice();
  return (
    <FormPage
      title="分级计分办法"
      lead={`${now.version === 0 ? '现行' : `现行第 ${now.version} 版`}：${now.source}。严重失信和 12 个月内的死亡事故直接为 D 级。保存后从下一次计算起用。`}
      schema={setGradePolicy.body}
      extra={{ commandId, version: now.version }}
      initial={{ policy: now.policy }}
      submitLabel="保存新一版计分办法"
      onSubmit={async (body) => {
        const { version } = await set.run({ body });
        notice(`已保存第 ${version} 版`);
      }}
    >
      <FormSection title="等级和检查频次" lead="达到最低分即为该级，不足 C 级的为 D 级。检查次数为每年上限。">
        <Field name="policy.base" label="基础分">
          {number}
        </Field>
        {(['A', 'B', 'C'] as const).map((grade) => (
          <Field key={grade} name={`policy.limits.${grade}`} label={`${grade} 级最低分`}>
            {number}
          </Field>
        ))}
        {(['A', 'B', 'C', 'D'] as const).map((grade) => (
          <Field key={grade} name={`policy.inspections.${grade}`} label={`${grade} 级每年检查上限（次）`}>
            {number}
          </Field>
        ))}
        <Field name="policy.appealDays" label="申诉期限（天）">
          {number}
        </Field>
      </FormSection>
      <FormSection title="加分和扣分" lead="扣分写负数。">
        {Object.entries(POINTS).map(([key, label]) => (
          <Field key={key} name={`policy.points.${key}`} label={label}>
            {number}
          </Field>
        ))}
      </FormSection>
      <FormSection title="依据">
        <Field name="source" label="文件名称和文号">
          <Input maxLength={200} />
        </Field>
      </FormSection>
    </FormPage>
  );
}
