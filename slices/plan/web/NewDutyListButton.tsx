import { useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { createDutyList, type DutyListContent, dutyListContentSchema } from '../domain/index.ts';
import { blankParty, copyOf } from './duty-list-edits.ts';

const head = dutyListContentSchema
  .pick({ title: true, basis: true, startsOn: true, endsOn: true })
  .required()
  .extend({ basis: dutyListContentSchema.shape.basis.default('') });

/** A new list, blank or with the lines of another one. */
export function NewDutyListButton({ from }: { from?: DutyListContent }) {
  const navigate = useNavigate();
  const create = useCommand(createDutyList);
  const [ids, setIds] = useState<{ id: string; commandId: string } | null>(null);
  const verb = from ? '复制为新清单' : '新建清单';
  return (
    <>
      <Button type={from ? 'default' : 'primary'} onClick={() => setIds({ id: newId(), commandId: newId() })}>
        {verb}
      </Button>
      {ids && (
        <FormDrawer
          open
          title={verb}
          lead={
            from
              ? '新清单带有原清单的全部责任主体和职责，改好后另行发布；原清单不变。'
              : '先写明清单的名称和有效期，再逐条编写职责。发布之前只有安委办看得到。'
          }
          schema={head}
          initial={from ? { title: from.title, basis: from.basis } : { basis: '' }}
          submitLabel={verb}
          onCancel={() => setIds(null)}
          onSubmit={async ({ title, basis = '', startsOn, endsOn }) => {
            const parties = from ? copyOf(from).parties : [blankParty()];
            await create.run({ body: { ...ids, content: { title, basis, startsOn, endsOn, parties } } });
            await navigate({ to: `/duty-lists/${ids.id}` } as never);
          }}
        >
          <Field name="title" label="名称" hint="如：2026年度县党政领导安全生产职责清单。">
            <Input maxLength={100} />
          </Field>
          <Field name="basis" label="依据文件" hint="清单依据的文件名称和文号。">
            <Input maxLength={200} />
          </Field>
          <Field name="startsOn" label="有效期自" hint="从这一天起计算期次。">
            <DateInput />
          </Field>
          <Field name="endsOn" label="有效期至" hint="到期前可以提前结束；换期可复制为新清单。">
            <DateInput />
          </Field>
        </FormDrawer>
      )}
    </>
  );
}
