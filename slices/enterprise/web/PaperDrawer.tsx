import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection, SettledField } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, InputNumber, Select } from 'antd';
import type { ReactElement } from 'react';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import { addPaper, BAN_GROUNDS, LISTING_GROUNDS, type PaperKind, type PaperRecord } from '../domain/papers.contract.ts';
import { knownOf, LEVEL_NAMES } from '../domain/papers.rules.ts';
import { choices } from './choices.ts';

const words = <Input maxLength={120} />;
const number = <InputNumber style={{ width: '100%' }} controls={false} />;
const day = <DateInput />;
const levels = Object.entries(LEVEL_NAMES).map(([value, label]) => ({ value: Number(value), label }));

/** Fields of each kind: name in the contract, label, control. */
const FIELDS: Record<PaperKind, readonly (readonly [string, string, ReactElement])[]> = {
  licence: [
    ['title', '许可证名称', words],
    ['number', '证号', words],
    ['issuer', '发证机关', words],
    ['startsOn', '发证日期', day],
    ['endsOn', '有效期至', day],
  ],
  standardisation: [
    ['level', '等级', <Select key="level" options={levels} />],
    ['number', '公告文号或证书编号', words],
    ['issuer', '定级部门', words],
    ['startsOn', '公告日期', day],
    ['endsOn', '有效期至', day],
  ],
  insurance: [
    ['title', '保险机构', words],
    ['number', '保单号', words],
    ['insured', '投保人数', number],
    ['limitPerPerson', '每人死亡伤残限额（万元）', number],
    ['premium', '保费（元）', number],
    ['startsOn', '保险期自', day],
    ['endsOn', '保险期至', day],
  ],
  listing: [
    ['ground', '列入情形', <Select key="ground" options={choices(LISTING_GROUNDS)} />],
    ['number', '决定书文号', words],
    ['issuer', '决定机关', words],
    ['startsOn', '列入日期', day],
    ['person', '被列入人员姓名和职务（列入的是企业时不填）', words],
  ],
  officeBan: [
    ['person', '被禁止任职的人员姓名', words],
    ['ground', '情形', <Select key="ground" options={choices(BAN_GROUNDS)} />],
    ['number', '判决、处分决定或事故批复文号', words],
    ['issuer', '作出机关', words],
    ['startsOn', '起算日（刑罚执行完毕、受处分或责任认定之日）', day],
  ],
  accident: [
    ['title', '事故名称', words],
    ['startsOn', '发生日期', day],
    ['deaths', '死亡人数', number],
    ['injured', '受伤人数', number],
  ],
};

const LEADS: Partial<Record<PaperKind, string>> = {
  listing:
    '依据应急管理部令第 11 号：列入期 3 年，期满自动移出；满 12 个月可提前移出。列入个人的，不作为企业失信计入分级。',
  officeBan:
    '依据《安全生产法》第九十四条：受刑事处罚或撤职处分的，五年内不得担任任何生产经营单位的主要负责人；对重大、特别重大事故负有责任的，终身不得担任本行业生产经营单位的主要负责人。期满自动解除。',
  insurance: '高危行业每人死亡伤残限额不低于 40 万元（应急〔2025〕27 号，待核）。',
};

interface PaperDrawerProps {
  readonly enterprise: Enterprise;
  readonly kind: PaperKind;
  /** The paper that the new one follows: what does not change is taken over from it. */
  readonly renewed?: PaperRecord | undefined;
  readonly onDone: () => void;
}

export function PaperDrawer({ enterprise, kind, renewed, onDone }: PaperDrawerProps) {
  const id = useNewId();
  const add = useCommand(addPaper);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title={renewed ? `续登“${renewed.title}”` : `登记${PAPER_KIND_NAMES[kind]}`}
      {...leadOf(kind, renewed)}
      schema={addPaper.body}
      extra={{ id }}
      initial={{ paper: { kind, ...knownOf(kind, enterprise, renewed) } as never }}
      submitLabel={`登记${PAPER_KIND_NAMES[kind]}`}
      onCancel={onDone}
      onSubmit={async ({ paper }) => {
        await add.run({ params: { id: enterprise.id }, body: { id, paper: { ...paper, kind } as never } });
        notice(`已登记${PAPER_KIND_NAMES[kind]}`);
        onDone();
      }}
    >
      <FormSection title={enterprise.name}>
        <SettledField name="paper.kind" />
        {FIELDS[kind].map(([name, label, control]) => (
          <Field key={name} name={`paper.${name}`} label={label}>
            {control}
          </Field>
        ))}
      </FormSection>
    </FormDrawer>
  );
}

function leadOf(kind: PaperKind, renewed: PaperRecord | undefined): { lead?: string } {
  const known = renewed ? '上一份的内容已带出，请核对并填写新的编号和日期。原记录保留，不需要终止。' : '';
  const lead = `${known}${LEADS[kind] ?? ''}`;
  return lead ? { lead } : {};
}
