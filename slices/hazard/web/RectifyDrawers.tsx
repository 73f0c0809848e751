import { localDate } from '@zhiben/platform/domain/clock.ts';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection, SettledField } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Input, InputNumber } from 'antd';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import { applySchema, commitSchema, progressSchema, withProof } from '../domain/hazard.commands.ts';
import { COMMITMENT_KINDS, COMMITMENT_NAMES, type CommitmentKind } from '../domain/hazard.terms.ts';
import { applyForAcceptance, fileCommitments, reportHazardProgress } from '../domain/hazard-commands.contract.ts';
import type { CommandDrawerProps } from './CommandDrawer.tsx';
import { withFieldNames } from './renamed-fields.ts';
import { useRecordCommand } from './use-record-command.ts';

const LEADS: Record<CommitmentKind, string> = {
  responsibility: '由谁负责，负责到什么程度。',
  measures: '怎样消除隐患；消除之前怎样防止出事。',
  funds: '计划投入的整改资金。',
  deadline: '承诺整改完成的日期。进入整改后只能经批准延期。',
  plan: '整改期间的应急预案、现场处置方案和临时管控措施。',
};

const VALUE_LABELS: Record<CommitmentKind, string> = {
  responsibility: '责任内容',
  measures: '整改措施',
  funds: '计划资金',
  deadline: '完成日期',
  plan: '预案内容',
};

/** The form lists the five by place, refusals name them by kind. */
function fieldOf(path: string): string {
  const [, kind, part] = path.split('.');
  const place = COMMITMENT_KINDS.indexOf(kind as CommitmentKind);
  if (place < 0) return path;
  return part === 'proof' ? `commitments.${place}.proof.note` : `commitments.${place}.${part}`;
}

function valueInput(kind: CommitmentKind, latest: string | null): ReactElement {
  if (kind === 'funds') return <InputNumber min={0} max={1_000_000} precision={2} suffix="万元" />;
  if (kind === 'deadline') return <DateInput min={localDate(new Date())} {...(latest ? { max: latest } : {})} />;
  return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />;
}

/** All five at once; what was filed before stands in the fields. */
export function CommitDrawer(props: CommandDrawerProps) {
  const { hazard, onDone } = props;
  const { extra, send } = useRecordCommand(fileCommitments, props, '五落实已报送，进入整改');
  const enterprise = useCall(getEnterprise, { params: { id: hazard.enterpriseId } });
  if (enterprise.isPending) return <Loading />;
  const principal = enterprise.data?.principalName;
  const owner = principal ? { name: principal, position: '主要负责人' } : {};
  const commitments = COMMITMENT_KINDS.map(
    (kind) => hazard.commitments.find((filed) => filed.kind === kind) ?? { kind, owner, proof: {} },
  );
  return (
    <FormDrawer
      open
      title="报送五落实"
      lead="责任、措施、资金、期限、预案五项齐备才算进入整改。每项写明责任人和证明材料。"
      schema={commitSchema}
      extra={extra}
      initial={{ commitments } as Partial<z.input<typeof commitSchema>>}
      submitLabel="报送五落实"
      draft={`hazard-commit-${hazard.id}`}
      onSubmit={(body) => withFieldNames(fieldOf, () => send(body))}
      onCancel={onDone}
    >
      {COMMITMENT_KINDS.map((kind, place) => (
        <FormSection key={kind} title={COMMITMENT_NAMES[kind]} lead={LEADS[kind]}>
          <SettledField name={`commitments.${place}.kind`} />
          <Field name={`commitments.${place}.value`} label={VALUE_LABELS[kind]}>
            {valueInput(kind, hazard.rectificationDueOn)}
          </Field>
          <Field name={`commitments.${place}.owner.name`} label="责任人" {...(principal ? { from: '企业档案' } : {})}>
            <Input maxLength={30} />
          </Field>
          <Field name={`commitments.${place}.owner.position`} label="职务">
            <Input maxLength={60} />
          </Field>
          <Field name={`commitments.${place}.proof.note`} label="证明材料名称" hint="名称和文件至少有一项。">
            <Input maxLength={300} />
          </Field>
          <Field name={`commitments.${place}.proof.files`} label="证明材料文件">
            <FileInput known={hazard.files} />
          </Field>
        </FormSection>
      ))}
    </FormDrawer>
  );
}

export function ProgressDrawer(props: CommandDrawerProps) {
  const { extra, send } = useRecordCommand(reportHazardProgress, props, '已报告整改进展');
  const { fundsSpent } = props.hazard;
  return (
    <FormDrawer
      open
      title="报告整改进展"
      schema={progressSchema}
      extra={extra}
      initial={fundsSpent === null ? {} : { fundsSpent }}
      submitLabel="报告进展"
      onSubmit={send}
      onCancel={props.onDone}
    >
      <Field name="report" label="进展" hint="做了什么，还差什么，有没有需要帮助解决的困难。">
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={1000} />
      </Field>
      <Field name="percent" label="完成比例">
        <InputNumber min={0} max={100} precision={0} suffix="%" />
      </Field>
      <Field name="fundsSpent" label="累计已用资金">
        <InputNumber min={0} max={1_000_000} precision={2} suffix="万元" />
      </Field>
      <Field name="files" label="照片和材料">
        <FileInput />
      </Field>
    </FormDrawer>
  );
}

export function ApplyDrawer(props: CommandDrawerProps) {
  const { extra, send } = useRecordCommand(applyForAcceptance, props, '已申请验收');
  const { grade, fundsSpent } = props.hazard;
  return (
    <FormDrawer
      open
      title="申请验收"
      lead="监管部门收到申请后到现场核验。验收人不会是登记这条隐患的人。"
      schema={grade === 'major' ? withProof(applySchema) : applySchema}
      extra={extra}
      initial={fundsSpent === null ? {} : { fundsSpent }}
      submitLabel="申请验收"
      draft={`hazard-apply-${props.hazard.id}`}
      onSubmit={send}
      onCancel={props.onDone}
    >
      <Field name="statement" label="整改情况" hint="逐项写明怎样消除了隐患。">
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Field>
      <Field name="fundsSpent" label="累计已用资金">
        <InputNumber min={0} max={1_000_000} precision={2} suffix="万元" />
      </Field>
      <Field
        name="files"
        label="整改后照片和材料"
        hint={grade === 'major' ? '重大事故隐患至少附一张整改后的照片或一份材料。' : undefined}
      >
        <FileInput />
      </Field>
    </FormDrawer>
  );
}
