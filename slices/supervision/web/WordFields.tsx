import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { Input, InputNumber, Select } from 'antd';
import { KINDS, LISTING_LEVEL_NAMES, type PaperKind } from '../domain/supervision.terms.ts';
import { PartiesInput } from './PartiesInput.tsx';

/** What a person may correct of a paper before it is issued. */
export function WordFields({ kind, today }: { kind: PaperKind; today: string }) {
  return (
    <>
      <FormSection title="文书">
        <Field name="title" label="标题">
          <Input maxLength={80} />
        </Field>
        <Field name="body" label="正文" hint="一行一段；“一、”“（一）”等序号照写。">
          <Input.TextArea autoSize={{ minRows: 10, maxRows: 24 }} maxLength={6000} />
        </Field>
        <Field name="basis" label="依据" hint="文件名称和条款。">
          <Input maxLength={300} />
        </Field>
      </FormSection>
      <FormSection title="主送、抄送" lead="主送单位签收和反馈，抄送单位知悉。">
        <Field name="parties" label="单位">
          <PartiesInput />
        </Field>
      </FormSection>
      <FormSection title="要求">
        {KINDS[kind].isAnswered && (
          <Field name="replyDueOn" label="反馈期限">
            <DateInput min={today} />
          </Field>
        )}
        {kind === 'listedSupervision' && (
          <>
            <Field name="level" label="挂牌级别">
              <Select options={Object.entries(LISTING_LEVEL_NAMES).map(([value, label]) => ({ value, label }))} />
            </Field>
            <Field name="number" label="上级文号" hint="市级、省级挂牌的填写上级文号；县级挂牌印发时自动编号。">
              <Input maxLength={60} />
            </Field>
            <Field name="progressMonths" label="几个月报告一次进展">
              <InputNumber min={1} max={12} precision={0} />
            </Field>
          </>
        )}
      </FormSection>
    </>
  );
}
