import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { ITEM_KIND_NAMES, ITEM_KINDS, type ItemKind } from '../domain/screening.terms.ts';
import { CriterionField } from './CriterionField.tsx';
import { Labelled } from './Labelled.tsx';
import { MeasureField } from './MeasureField.tsx';
import type { NamedMeasure } from './use-measures.ts';

const KINDS = ITEM_KINDS.map((value) => ({ value, label: ITEM_KIND_NAMES[value] }));
const PHOTOS = [
  { value: 'optional', label: '可以拍照' },
  { value: 'none', label: '不拍照' },
  { value: 'required', label: '必须拍照（写明规定）' },
];

interface Props {
  readonly item: CheckItem;
  readonly onChange: (part: Partial<CheckItem>) => void;
  /** What it may be tied to; null where that is not known. */
  readonly measures: readonly NamedMeasure[] | null;
}

/** How an item is looked at and answered. */
export function ItemDetails({ item, onChange, measures }: Props) {
  return (
    <div className="zb-scr-details">
      <Labelled label="检查方法">
        <Input
          value={item.method}
          maxLength={300}
          placeholder="怎么看、怎么试、问谁"
          onChange={({ target }) => onChange({ method: target.value })}
        />
      </Labelled>
      <Labelled label="依据（选填）">
        <Input
          value={item.basis}
          maxLength={300}
          placeholder="法规、标准的名称和条款"
          onChange={({ target }) => onChange({ basis: target.value })}
        />
      </Labelled>
      <div className="zb-scr-row">
        <Labelled label="回答方式">
          <Select
            value={item.kind}
            options={KINDS}
            onChange={(kind: ItemKind) => onChange({ kind, ...(kind === 'choice' ? startChoices(item) : {}) })}
          />
        </Labelled>
        {item.kind === 'number' && <Bounds item={item} onChange={onChange} />}
        <Labelled label="照片">
          <Select value={item.photo} options={PHOTOS} onChange={(photo: CheckItem['photo']) => onChange({ photo })} />
        </Labelled>
        <Labelled label="判定标准条款（选填）" hint="不合格时，登记的隐患按它提示">
          <CriterionField
            value={item.criterion}
            question={item.question}
            onChange={(criterion) => onChange({ criterion })}
          />
        </Labelled>
      </div>
      {measures !== null && measures.length > 0 && (
        <Labelled label="管控措施（选填）" hint="这一项核实哪条措施在位">
          <MeasureField item={item} measures={measures} onChange={(measureId) => onChange({ measureId })} />
        </Labelled>
      )}
      {item.photo === 'required' && (
        <Labelled label="要求拍照的规定" hint="没有规定要求的，不强制拍照">
          <Input
            value={item.photoBasis}
            maxLength={200}
            onChange={({ target }) => onChange({ photoBasis: target.value })}
          />
        </Labelled>
      )}
      {item.kind === 'choice' && <Choices item={item} onChange={onChange} />}
    </div>
  );
}

function startChoices({ choices }: CheckItem): Partial<CheckItem> {
  if (choices.length >= 2) return {};
  return {
    choices: [
      { words: '正常', bad: false },
      { words: '异常', bad: true },
    ],
  };
}

function Bounds({ item, onChange }: Omit<Props, 'measures'>) {
  return (
    <>
      <Labelled label="单位">
        <Input value={item.unit} maxLength={20} onChange={({ target }) => onChange({ unit: target.value })} />
      </Labelled>
      <Labelled label="不小于">
        <InputNumber value={item.low} onChange={(low) => onChange({ low })} />
      </Labelled>
      <Labelled label="不大于">
        <InputNumber value={item.high} onChange={(high) => onChange({ high })} />
      </Labelled>
    </>
  );
}

/** As many as the contract takes. */
const MOST_CHOICES = 12;

function Choices({ item, onChange }: Omit<Props, 'measures'>) {
  const { choices } = item;
  const put = (at: number, part: Partial<CheckItem['choices'][number]>) =>
    onChange({ choices: choices.map((one, n) => (n === at ? { ...one, ...part } : one)) });
  return (
    <fieldset className="zb-scr-choices">
      <legend>选择项</legend>
      {choices.map((choice, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: choices have no other identity than their place
        <div key={n}>
          <Input
            aria-label={`第 ${n + 1} 个选择项`}
            value={choice.words}
            maxLength={60}
            onChange={({ target }) => put(n, { words: target.value })}
          />
          <Checkbox checked={choice.bad} onChange={({ target }) => put(n, { bad: target.checked })}>
            算不合格
          </Checkbox>
          <Button
            type="text"
            disabled={choices.length <= 2}
            onClick={() => onChange({ choices: choices.filter((_, at) => at !== n) })}
          >
            删除
          </Button>
        </div>
      ))}
      <Button
        disabled={choices.length >= MOST_CHOICES}
        onClick={() => onChange({ choices: [...choices, { words: '', bad: false }] })}
      >
        添加选择项
      </Button>
    </fieldset>
  );
}
