import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import {
  ENTERPRISE_SIZE_NAMES,
  ENTERPRISE_SIZES,
  GRADE_WORDS,
  INDUSTRIES,
  industryName,
  SUPERVISION_GRADES,
} from '@zhiben/slices/enterprise/domain';
import { Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { type ClassDuty, clauseText, frequencyText, listClassDuties, setClassRule } from '../domain/index.ts';
import { DutyEnterprises } from './DutyEnterprises.tsx';
import './target.css';

/** What enterprises themselves owe under a campaign: which, how many, and who of them has done it. */
export function ClassDutiesPanel({ campaignId }: { campaignId: string }) {
  const { data, error, refetch } = useCall(listClassDuties, { params: { id: campaignId } });
  const [editing, setEditing] = useState<ClassDuty | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在查找企业的要求" />;
  if (data.rows.length === 0) return <Empty title="方案没有由企业履行的要求" />;
  return (
    <>
      <ul className="plan-targets">
        {data.rows.map((duty) => (
          <li key={duty.obligationId}>
            <div className="plan-target-figure">
              <strong>
                {sayNumber(duty.enterprises.count)}
                {duty.enterprises.exact ? '' : '+'}
                <small>家</small>
              </strong>
              <span>{sayRule(duty.rule)}</span>
            </div>
            <div>
              <p>{duty.quote}</p>
              <p className="plan-target-formula">
                {clauseText(duty.path)}　原文“{duty.words}”{duty.frequency ? `　${frequencyText(duty.frequency)}` : ''}
                {duty.deadline ? `　${duty.deadline} 前` : ''}
                {duty.confirmedByName ? `　${duty.confirmedByName} 确认` : ''}
              </p>
              <div className="plan-lineage-steps">
                {!duty.confirmedByName && <StatusTag label="企业类别待确认" tone="yellow" />}
                {duty.source === null && <StatusTag label="暂无数据来源" />}
                {listPaths(duty.rule).map(({ path, label }) => (
                  <Link key={path} to={path as never}>
                    {label}
                  </Link>
                ))}
                <button
                  type="button"
                  className="zb-link"
                  aria-expanded={open === duty.obligationId}
                  onClick={() => setOpen(open === duty.obligationId ? null : duty.obligationId)}
                >
                  逐企业履行情况
                </button>
                {data.abilities.confirm && (
                  <button type="button" className="zb-link" onClick={() => setEditing(duty)}>
                    {duty.confirmedByName ? '修改企业类别' : '确认企业类别'}
                  </button>
                )}
              </div>
              {open === duty.obligationId && <DutyEnterprises campaignId={campaignId} duty={duty} />}
            </div>
          </li>
        ))}
      </ul>
      {editing && <ClassRuleDrawer campaignId={campaignId} duty={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

type Rule = ClassDuty['rule'];

function sayRule({ industries, highRisk, sizes, grades }: Rule): string {
  const risk = highRisk === null ? '' : highRisk ? '高危' : '非高危';
  const marks = [
    sizes.map((size) => ENTERPRISE_SIZE_NAMES[size]).join('、'),
    grades.length > 0 ? `${grades.join('、')} 级` : '',
  ].filter(Boolean);
  if (industries.length === 0 && risk === '' && marks.length === 0) return '全部在营企业';
  if (industries.length === 0) return `${[risk, ...marks].filter(Boolean).join('，')}企业`;
  const also = [risk, ...marks].filter(Boolean).join('，');
  return `${industries.map(industryName).join('、')}${also === '' ? '' : `（${also}）`}`;
}

/**
 * The register filters by one value of a kind: a link for each industry. Several sizes or grades make no address of it;
 * the list enterprise by enterprise has them.
 */
function listPaths({ industries, highRisk, sizes, grades }: Rule): { path: string; label: string }[] {
  const [size, grade] = [sizes.length === 1 ? sizes[0] : undefined, grades.length === 1 ? grades[0] : undefined];
  if (sizes.length > 1 || grades.length > 1) return [];
  const shared = {
    status: 'operating',
    ...(highRisk === null ? {} : { highRisk: String(highRisk) }),
    ...(size ? { size } : {}),
    ...(grade ? { grade } : {}),
  };
  const pathOf = (more: Record<string, string>) => `/enterprises?${new URLSearchParams({ ...shared, ...more })}`;
  if (industries.length === 0) return [{ path: pathOf({}), label: '企业名单' }];
  return industries.map((industry) => ({ path: pathOf({ industry }), label: `${industryName(industry)}名单` }));
}

const RISKS = [
  { value: 'any', label: '不限' },
  { value: 'true', label: '只含高危企业' },
  { value: 'false', label: '不含高危企业' },
];
const INDUSTRY_OPTIONS = Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label }));

const SIZE_OPTIONS = ENTERPRISE_SIZES.map((value) => ({ value, label: ENTERPRISE_SIZE_NAMES[value] }));
const GRADE_OPTIONS = SUPERVISION_GRADES.map((value) => ({ value, label: GRADE_WORDS[value] }));

const ruleForm = setClassRule.body.shape.rule.omit({ highRisk: true }).extend({
  risk: z.enum(['any', 'true', 'false']),
});

function ClassRuleDrawer({ campaignId, duty, onClose }: { campaignId: string; duty: ClassDuty; onClose: () => void }) {
  const notice = useNotice();
  const save = useCommand(setClassRule);
  const [commandId] = useState(newId);
  const { obligationId, version, rule, quote } = duty;
  return (
    <FormDrawer
      open
      title="确认企业类别"
      lead={quote}
      schema={ruleForm}
      initial={{
        industries: [...rule.industries],
        risk: rule.highRisk === null ? 'any' : rule.highRisk ? 'true' : 'false',
        sizes: [...rule.sizes],
        grades: [...rule.grades],
      }}
      submitLabel="确认"
      onCancel={onClose}
      onSubmit={async ({ risk, ...classes }) => {
        const highRisk = risk === 'any' ? null : risk === 'true';
        const body = { commandId, version, rule: { ...classes, highRisk } };
        await save.run({ params: { id: campaignId, obligationId }, body });
        notice('已确认企业类别');
        onClose();
      }}
    >
      <Field name="industries" label="监管行业" hint="不选表示全部行业。">
        <Select
          mode="multiple"
          options={INDUSTRY_OPTIONS}
          placeholder="全部行业"
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Field>
      <Field name="risk" label="高危">
        <Select options={RISKS} />
      </Field>
      <Field name="sizes" label="企业规模" hint="不选表示不限。没有登记规模的企业不计入所选规模。">
        <Select mode="multiple" options={SIZE_OPTIONS} placeholder="不限规模" />
      </Field>
      <Field name="grades" label="监管等级" hint="不选表示不限。没有定级的企业不计入所选等级。">
        <Select mode="multiple" options={GRADE_OPTIONS} placeholder="不限等级" />
      </Field>
    </FormDrawer>
  );
}
