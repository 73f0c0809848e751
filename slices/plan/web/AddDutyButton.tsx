import type { Period } from '@zhiben/gongwen';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { addDuty, type Task } from '../domain/index.ts';

const PERIODS: readonly { value: Period; label: string }[] = [
  { value: 'day', label: '每天' },
  { value: 'week', label: '每周' },
  { value: 'month', label: '每月' },
  { value: 'quarter', label: '每季度' },
  { value: 'half-year', label: '每半年' },
  { value: 'year', label: '每年' },
];

/** Meetings, duty lists, what the text forgot: a duty in one's own words, owed like any other. */
export function AddDutyButton({ task }: { task: Task }) {
  const notice = useNotice();
  const add = useCommand(addDuty, ['plan', 'overview']);
  const [ids, setIds] = useState<{ id: string; commandId: string } | null>(null);
  return (
    <>
      <Button size="small" onClick={() => setIds({ id: newId(), commandId: newId() })}>
        补充要求
      </Button>
      {ids && (
        <FormDrawer
          open
          title="补充要求"
          lead="会议频次、领导职责清单等原文没有写明的要求。补充后与其他要求一样逐期提醒、填报和核查。"
          schema={addDuty.body}
          extra={ids}
          initial={{ actor: '', per: null, dueDay: null, deadline: null }}
          submitLabel="补充要求"
          onCancel={() => setIds(null)}
          onSubmit={async (body) => {
            await add.run({ params: { id: task.id }, body });
            notice('已补充');
            setIds(null);
          }}
        >
          <Field name="quote" label="要求内容" hint="如：县政府常务会议每月研究安全生产工作。">
            <Input.TextArea rows={3} maxLength={500} showCount />
          </Field>
          <Field name="actor" label="责任主体" hint="写单位名称或“各乡镇”；不填由牵头单位负责。">
            <Input maxLength={100} />
          </Field>
          <Field name="per" label="频次" hint="定期开展的选频次。">
            <Select allowClear options={[...PERIODS]} />
          </Field>
          <Field name="dueDay" label="每期几日前" hint="不填按每期最后一天。">
            <InputNumber min={1} max={31} />
          </Field>
          <Field name="deadline" label="期限" hint="限期完成的填期限。">
            <DateInput />
          </Field>
        </FormDrawer>
      )}
    </>
  );
}
