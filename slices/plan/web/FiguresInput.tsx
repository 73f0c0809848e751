import { Button, Input, InputNumber } from 'antd';
import type { z } from 'zod';
import type { figureSchema } from '../domain/task.contract.ts';

type Figure = Partial<z.input<typeof figureSchema>>;

interface FiguresInputProps {
  readonly id?: string;
  readonly value?: readonly Figure[];
  readonly onChange?: (figures: Figure[]) => void;
}

/** Named numbers, as many as there are. */
export function FiguresInput({ id, value = [], onChange }: FiguresInputProps) {
  const change = (position: number, part: Figure) =>
    onChange?.(value.map((figure, i) => (i === position ? { ...figure, ...part } : figure)));
  return (
    <fieldset className="plan-figure-rows" {...(id ? { id } : {})} aria-label="数据">
      {value.map((figure, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are only added at the end
        <div key={position}>
          <Input
            aria-label={`第 ${position + 1} 项名称`}
            placeholder="名称"
            value={figure.name ?? ''}
            onChange={(event) => change(position, { name: event.target.value })}
          />
          <InputNumber
            aria-label={`第 ${position + 1} 项数值`}
            placeholder="数值"
            value={figure.value ?? null}
            onChange={(number) => change(position, { value: number ?? undefined })}
          />
          <Input
            aria-label={`第 ${position + 1} 项单位`}
            placeholder="单位"
            value={figure.unit ?? ''}
            onChange={(event) => change(position, { unit: event.target.value })}
          />
          <Button type="text" onClick={() => onChange?.(value.filter((_, i) => i !== position))}>
            去掉
          </Button>
        </div>
      ))}
      <Button
        {...(id ? { id } : {})}
        onClick={() => onChange?.([...value, { unit: '' }])}
        disabled={value.length >= 20}
      >
        添加一项数据
      </Button>
    </fieldset>
  );
}
