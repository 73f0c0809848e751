import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useConfirm } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { ProblemError } from '@zhiben/platform/web/problem.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { App, Input } from 'antd';
import { useState } from 'react';
import { adoptPlan, type PlanRecord } from '../domain/index.ts';
import { BodySelect } from './BodySelect.tsx';

interface AdoptDrawerProps {
  readonly plan: PlanRecord;
  /** What the person had seen when they decided to adopt. */
  readonly version: number;
  /** Duties as corrected, and those that nobody has checked yet. */
  readonly obligations: number;
  readonly unsure: number;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Makes a campaign of the plan, after asking by name. */
export function AdoptDrawer({ plan, version, obligations, unsure, open, onClose }: AdoptDrawerProps) {
  const navigate = useNavigate();
  const confirm = useConfirm();
  const client = useQueryClient();
  const { message } = App.useApp();
  const adopt = useCommand(adoptPlan);
  const office = useBodies().find((body) => body.kind === 'committeeOffice');
  const id = useNewId(`adopt-${plan.id}`);
  const [commandId] = useState(newId);
  const { from, to } = plan.proposedPeriod;
  const initial = {
    name: campaignName(plan.title),
    ...(office ? { ownerBodyId: office.id } : {}),
    ...(from ? { startsOn: from } : {}),
    ...(to ? { endsOn: to } : {}),
  };
  return (
    <FormDrawer
      // The office comes a moment after the page: the form is made anew with it.
      key={office?.id ?? ''}
      open={open}
      title="建立专项行动"
      lead={`依据《${plan.title}》建立专项行动：每个条目成为一项任务，随后分派到单位；${obligations} 项要求随任务跟踪。${unsure > 0 ? `还有 ${unsure} 处拿不准的没有核对，建议先核对。` : ''}`}
      schema={adoptPlan.body}
      initial={initial}
      extra={{ id, commandId, documentId: plan.id, version }}
      submitLabel="建立专项行动"
      onCancel={onClose}
      onSubmit={(body) =>
        new Promise<void>((resolve) => {
          confirm({
            title: `把《${plan.title}》建立为专项行动“${body.name}”？`,
            consequence: `建立后条目和要求按现在的内容固定下来，不再更正。一份方案只能建立一次，不能撤销。${unsure > 0 ? `还有 ${unsure} 处拿不准的没有核对。` : ''}`,
            verb: '建立专项行动',
            run: async () => {
              try {
                await adopt.run({ body });
              } catch (error) {
                if (!(error instanceof ProblemError) || error.code !== 'plan/reading-changed') throw error;
                // What changed stands behind the drawer: it has to be looked at first.
                onClose();
                void client.invalidateQueries({ queryKey: ['plan'] });
                void message.warning(error.message, 8);
                return;
              }
              await navigate({ to: `/campaigns/${id}` } as never);
            },
          });
          resolve();
        })
      }
    >
      <Field name="name" label="名称">
        <Input maxLength={120} />
      </Field>
      <Field name="ownerBodyId" label="牵头机构" hint="统筹调度、核查进展的机构，一般为县安委办。">
        <BodySelect />
      </Field>
      <Field name="startsOn" label="开始日期" {...(from ? { from: '方案原文' } : { hint: '原文没有写明，请填写。' })}>
        <DateInput />
      </Field>
      <Field
        name="endsOn"
        label="结束日期"
        {...(to ? { from: '方案原文' } : { hint: '原文没有写明，请填写。没有期限的任务以此为期限。' })}
      >
        <DateInput />
      </Field>
    </FormDrawer>
  );
}

/** 关于印发《…实施方案》的通知 and 实施方案 are words of the document, not of the campaign. */
function campaignName(title: string): string {
  return title
    .replace(/[（(]\d{4}\s*[—\-－～~]+\s*\d{4}\s*年[）)]/, '')
    .replace(/(?:总体|实施|行动|工作)*方案$/, (words) => (words.includes('行动') ? '行动' : ''))
    .slice(0, 120);
}
