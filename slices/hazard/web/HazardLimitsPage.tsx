import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { LIMIT_NAMES, LIMIT_UNIT_NAMES } from '../domain/hazard.limits.ts';
import {
  type CountyLimitRow,
  limitSchema,
  listHazardLimits,
  type MarkedLimit,
  setHazardLimit,
} from '../domain/hazard-limits.contract.ts';
import './plain-table.css';

const UNITS = limitSchema.shape.unit.options.map((value) => ({ value, label: LIMIT_UNIT_NAMES[value] }));

export default function HazardLimitsPage() {
  usePageTitle('隐患办理时限');
  const { data, error, refetch } = useCall(listHazardLimits, {});
  const [edited, setEdited] = useState<CountyLimitRow | null>(null);
  const set = useCommand(setHazardLimit);
  const confirm = useConfirm();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const backToDefault = ({ purpose }: CountyLimitRow) =>
    confirm({
      title: `“${LIMIT_NAMES[purpose]}”恢复系统默认？`,
      consequence: '以后起算的时限按系统默认计算，已经起算的不变。',
      verb: '恢复默认',
      run: () => set.run({ params: { purpose }, body: { commandId: newId(), limit: null } }),
    });
  return (
    <div className="zb-form-page">
      <h1>隐患办理时限</h1>
      <p className="zb-form-lead">法律没有统一规定的时限由本县规定，写明文件依据。只影响以后起算的时限。</p>
      <Section title="各项时限">
        <table className="zb-plain-table zb-stacking zb-limits">
          <thead>
            <tr>
              <th scope="col">事项</th>
              <th scope="col">时限和依据</th>
              <th scope="col">来源</th>
              <th scope="col">办理</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.purpose}>
                <th scope="row">{LIMIT_NAMES[row.purpose]}</th>
                <td>
                  {row.cases.map((one) => (
                    <div key={one.name} className="zb-limit-case">
                      {one.name}：{sayLimit(one.limit)}
                      <small>{sayGround(one)}</small>
                    </div>
                  ))}
                  {row.cases.length > 0 && '其余：'}
                  {row.limit ? sayLimit(row.limit) : '不限'}
                  {row.limit && <small>{sayGround({ limit: row.limit, mark: row.mark })}</small>}
                </td>
                <td>{row.isOwn ? '本县规定' : '系统默认'}</td>
                <td>
                  <Button size="small" onClick={() => setEdited(row)}>
                    {row.isOwn ? '修改' : '规定时限'}
                  </Button>{' '}
                  {row.isOwn && (
                    <Button size="small" type="text" onClick={() => backToDefault(row)}>
                      恢复默认
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {edited && <LimitDrawer row={edited} onDone={() => setEdited(null)} />}
    </div>
  );
}

function LimitDrawer({ row, onDone }: { row: CountyLimitRow; onDone: () => void }) {
  const commandId = useNewId();
  const set = useCommand(setHazardLimit);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title={`规定时限：${LIMIT_NAMES[row.purpose]}`}
      schema={limitSchema}
      initial={row.isOwn && row.limit ? row.limit : { unit: 'workingDay' }}
      submitLabel="保存时限"
      onSubmit={async (limit) => {
        await set.run({ params: { purpose: row.purpose }, body: { commandId, limit } });
        notice('时限已保存');
        onDone();
      }}
      onCancel={onDone}
    >
      {row.models.length > 0 && (
        <Alert
          type="info"
          title="可参照的规定（以本县文件规定的为准）"
          description={
            <ul>
              {row.models.map((one) => (
                <li key={one.limit.source}>
                  {sayLimit(one.limit)}：{sayGround(one)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Field name="amount" label="时限">
        <InputNumber min={1} max={365} precision={0} />
      </Field>
      <Field name="unit" label="单位">
        <Select options={UNITS} />
      </Field>
      <Field name="source" label="依据文件和条款" hint="例如：示范县安委〔2024〕3号第五条。">
        <Input maxLength={200} />
      </Field>
    </FormDrawer>
  );
}

function sayLimit({ amount, unit }: MarkedLimit['limit']): string {
  return `${amount} ${LIMIT_UNIT_NAMES[unit]}内`;
}

function sayGround({ limit, mark }: MarkedLimit): string {
  return [limit.source, mark && `待核：${mark}`].filter(Boolean).join('；');
}
