import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input, InputNumber } from 'antd';
import { type QuotaSetting, quotaSettingSchema, setQuota } from '../domain/annual.contract.ts';

interface QuotaDrawerProps {
  readonly year: number;
  /** As it stands; null where none is set. */
  readonly quota: QuotaSetting | null;
  readonly onDone: () => void;
}

/** How many majors the county means to list in a year, and by which document. */
export function QuotaDrawer({ year, quota, onDone }: QuotaDrawerProps) {
  const commandId = useNewId();
  const backId = useNewId();
  const set = useCommand(setQuota);
  const notice = useNotice();
  const send = async (id: string, setting: { count: number; source: string } | null, said: string) => {
    await set.run({ params: { year }, body: { commandId: id, setting } });
    notice(said);
    onDone();
  };
  return (
    <FormDrawer
      open
      title={`${year}年挂牌督办任务数`}
      lead="全县当年计划挂牌督办的重大事故隐患数，由本县确定。设置人、时间和依据留痕。"
      schema={quotaSettingSchema}
      initial={quota ? { count: quota.count, source: quota.source } : {}}
      submitLabel="保存"
      onSubmit={(setting) => send(commandId, setting, '已保存')}
      onCancel={onDone}
    >
      <Field name="count" label="任务数（项）">
        <InputNumber min={1} max={999} precision={0} />
      </Field>
      <Field name="source" label="依据文件和条款" hint="如：本县三年行动实施方案“每年挂牌督办一批重大安全隐患”的条款。">
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Field>
      {quota && (
        <Button type="link" onClick={() => void send(backId, null, '已取消任务数')}>
          取消任务数
        </Button>
      )}
    </FormDrawer>
  );
}
