import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { closeCampaign, getCampaignClosing, reopenCampaign, type Tally } from '../domain/index.ts';

/** Whether the campaign has ended, with its summary; the office ends it and takes it up again. */
export function CampaignClosing({ campaignId, name }: { campaignId: string; name: string }) {
  const { data } = useCall(getCampaignClosing, { params: { id: campaignId } });
  const [open, setOpen] = useState<'close' | 'reopen' | null>(null);
  if (!data || (!data.closing && !data.abilities.close)) return null;
  const { closing, abilities, tally } = data;
  return (
    <Section title={closing ? '已结束' : '结束专项行动'}>
      {closing ? (
        <>
          <p className="plan-closing-summary">{closing.summary}</p>
          <p className="zb-absent">
            {sayInstant(closing.at)}　{closing.byName}结束。不再分派和填报。
          </p>
          {abilities.reopen && <Button onClick={() => setOpen('reopen')}>重新启动</Button>}
        </>
      ) : (
        <>
          <p className="plan-closing-ask">
            期满或任务办结后，由安委办写明总结后结束。结束后不再分派和填报，记录和统计保留。
          </p>
          <Button danger onClick={() => setOpen('close')}>
            结束专项行动
          </Button>
        </>
      )}
      {open === 'close' && <Close id={campaignId} name={name} tally={tally} onDone={() => setOpen(null)} />}
      {open === 'reopen' && <Reopen id={campaignId} name={name} onDone={() => setOpen(null)} />}
    </Section>
  );
}

interface StepProps {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}

const summarySchema = closeCampaign.body.pick({ summary: true });

function Close({ id, name, tally, onDone }: StepProps & { tally: Tally }) {
  const notice = useNotice();
  const command = useCommand(closeCampaign);
  const [commandId] = useState(newId);
  const open = tally.total - tally.done;
  return (
    <FormDrawer
      open
      title={`结束“${name}”`}
      lead={`共 ${tally.total} 项任务，已完成 ${tally.done} 项${open > 0 ? `，还有 ${open} 项没有完成，结束后不再办理` : ''}。`}
      schema={summarySchema}
      submitLabel="结束专项行动"
      onCancel={onDone}
      onSubmit={async ({ summary }) => {
        await command.run({ params: { id }, body: { commandId, summary } });
        notice('专项行动已结束');
        onDone();
      }}
    >
      <Field name="summary" label="总结" hint="完成情况、存在的问题、遗留事项怎么办理。">
        <Input.TextArea rows={8} />
      </Field>
    </FormDrawer>
  );
}

const reasonSchema = reopenCampaign.body.pick({ reason: true });

function Reopen({ id, name, onDone }: StepProps) {
  const notice = useNotice();
  const command = useCommand(reopenCampaign);
  const [commandId] = useState(newId);
  return (
    <FormDrawer
      open
      title={`重新启动“${name}”`}
      schema={reasonSchema}
      submitLabel="重新启动"
      onCancel={onDone}
      onSubmit={async ({ reason }) => {
        await command.run({ params: { id }, body: { commandId, reason } });
        notice('专项行动已重新启动');
        onDone();
      }}
    >
      <Field name="reason" label="理由">
        <Input.TextArea rows={4} />
      </Field>
    </FormDrawer>
  );
}
