import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { ProblemError } from '@zhiben/platform/web/problem.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { type FormFigures, type FormRow, submitReport } from '../domain/dispatch.contract.ts';
import { change, zeros } from '../domain/figures.rules.ts';
import { type FormDefinition, indicatorNames, indicatorsOf, isNumber } from '../domain/form.types.ts';
import { periodName } from '../domain/period.rules.ts';
import { sayChange, sayFigure } from './say-figure.ts';

interface SubmitDrawerProps {
  readonly figures: FormFigures;
  readonly definition: FormDefinition;
  /** Rows the actor may sign. */
  readonly rows: readonly FormRow[];
  readonly bodyId: string;
  readonly onBody: (bodyId: string) => void;
  /** Reads the figures anew, when they changed between reading and signing. */
  readonly onRenew: () => void;
  readonly onClose: () => void;
}

/** Signs a body's row: the figures to read, zeros and decreases to confirm, who answers for it. */
export function SubmitDrawer(props: SubmitDrawerProps) {
  const { figures, definition, rows, bodyId, onBody, onRenew, onClose } = props;
  const command = useCommand(submitReport);
  const notice = useNotice();
  const [id] = useState(newId);
  const [commandId] = useState(newId);
  const row = rows.find((r) => r.bodyId === bodyId) ?? rows[0];
  if (!row?.bodyId) return null;
  // What is signed is what the records say now, also where an earlier report stands.
  const seen = { ...row.figures, ...row.differs };
  const indicators = indicatorsOf(definition);
  const names = indicatorNames(definition);
  const fallen = indicators.filter((i) => i.cumulative && (change(seen[i.code], row.previous?.[i.code]) ?? 0) < 0);
  const zeroCodes = zeros(indicators, seen);
  const name = `${periodName(figures.period)}调度表`;
  return (
    <FormDrawer
      open
      title={`上报${name}`}
      lead="数字由系统从台账算出。核对无误后签名上报，上报的数字和对应的记录随即固定。"
      schema={submitReport.body}
      extra={{ id, commandId, bodyId: row.bodyId, seen, ...(zeroCodes.length === 0 ? { confirmedZeros: [] } : {}) }}
      submitLabel={`上报${name}（${row.name}）`}
      onCancel={onClose}
      onSubmit={async (body) => {
        try {
          await command.run({ params: { id: figures.form.id, period: figures.period }, body });
        } catch (error) {
          if (error instanceof ProblemError && error.code === 'dispatch/figures-changed') onRenew();
          throw error;
        }
        onClose();
        notice(`${row.name}的${name}已上报`);
      }}
    >
      {rows.length > 1 && (
        <FormSection title="上报单位" lead="安委办可以替没有账号的单位上报。">
          <Select
            aria-label="上报单位"
            value={row.bodyId}
            showSearch={{ optionFilterProp: 'label' }}
            options={rows.map((r) => ({ value: r.bodyId, label: `${r.name}${r.report ? '（已报）' : ''}` }))}
            onChange={onBody}
            style={{ width: '100%' }}
          />
        </FormSection>
      )}
      <FormSection title="要上报的数字" lead="“无数据”和不适用的列不在此列出。">
        <table className="zb-dispatch-summary">
          <tbody>
            {indicators
              .filter(({ code }) => isNumber(seen[code]) && seen[code] !== 0)
              .map((indicator) => (
                <tr key={indicator.code}>
                  <th scope="row">{names.get(indicator.code)}</th>
                  <td>
                    {sayFigure(seen[indicator.code], indicator)} {indicator.unit}
                  </td>
                  <td>{sayChange(seen[indicator.code], row.previous?.[indicator.code])}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </FormSection>
      {zeroCodes.length > 0 && (
        <Field name="confirmedZeros" label={`零值确认（${zeroCodes.length} 项为 0）`}>
          <ZerosInput codes={zeroCodes} names={names} />
        </Field>
      )}
      <FormSection title="签名">
        <Field name="responsibleName" label="单位负责人">
          <Input maxLength={40} />
        </Field>
        <Field name="phone" label="联系电话">
          <Input maxLength={40} inputMode="tel" />
        </Field>
        <Field
          name="note"
          label="更正说明"
          hint={
            fallen.length > 0
              ? `比上期减少，须写明原因：${fallen.map(({ code }) => names.get(code)).join('、')}。`
              : '截止后更正，或累计数比上期减少时填写。'
          }
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

interface ZerosInputProps {
  readonly id?: string;
  readonly codes: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly value?: readonly string[];
  readonly onChange?: (codes: string[]) => void;
}

/** One tick for all zeros: a zero report is said outright, or it is no report. */
function ZerosInput({ id, codes, names, value = [], onChange }: ZerosInputProps) {
  const all = codes.every((code) => value.includes(code));
  return (
    <div className="zb-dispatch-zeros">
      <p>{codes.map((code) => names.get(code) ?? code).join('、')}</p>
      <Checkbox id={id} checked={all} onChange={(event) => onChange?.(event.target.checked ? [...codes] : [])}>
        已核对，以上各项确为 0
      </Checkbox>
    </div>
  );
}
