import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Button, Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { DUTY_LINE_KIND_NAMES, DUTY_LINE_KINDS, type DutyLine } from '../domain/index.ts';
import { FrequencyInput } from './fact-inputs.tsx';

const KINDS = DUTY_LINE_KINDS.map((value) => ({ value, label: DUTY_LINE_KIND_NAMES[value] }));

interface DutyLineProps {
  readonly line: DutyLine;
  readonly number: number;
  /** The only one of its party: the backspace key leaves it. */
  readonly isLast: boolean;
  readonly faults: readonly string[];
  /** The item that is to take the focus. */
  readonly fresh: RefObject<string | null>;
  readonly onChange: (changes: Partial<DutyLine>) => void;
  readonly onAdd: () => void;
  readonly onRemove: () => void;
  readonly onMove: (by: -1 | 1) => void;
}

/** One line: what is owed, when, and by what it shows. Enter goes on to the next. */
export function DutyLineEditor({ line, number, isLast, faults, fresh, ...on }: DutyLineProps) {
  const { id, text, kind, frequency, deadline, evidence, source } = line;
  const words = useRef<TextAreaRef>(null);
  useEffect(() => {
    if (fresh.current !== id) return;
    fresh.current = null;
    words.current?.focus({ cursor: 'end' });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
    if (by) on.onMove(by);
    else if (event.key === 'Enter' && !event.shiftKey) on.onAdd();
    else if (event.key === 'Backspace' && text === '' && !isLast) on.onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <li className="plan-duty-line" id={`duty-${id}`}>
      <span className="plan-duty-number">{number}</span>
      <Input.TextArea
        ref={words}
        aria-label={`第 ${number} 条职责`}
        placeholder="职责内容，如 召开会议研究安全生产工作。"
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={text}
        maxLength={500}
        onChange={(event) => on.onChange({ text: event.target.value.replace(/\n/g, '') })}
        onKeyDown={onKeyDown}
      />
      <span className="plan-duty-when">
        <Select
          aria-label="要求"
          value={kind}
          options={KINDS}
          popupMatchSelectWidth={false}
          onChange={(next) =>
            on.onChange({
              kind: next,
              frequency: next === 'recurring' ? (frequency ?? { per: 'month', atLeast: 1 }) : null,
              deadline: next === 'deadline' ? deadline : null,
            })
          }
        />
        {kind === 'recurring' && (
          <FrequencyInput value={frequency} onCommit={(next) => on.onChange({ frequency: next })} />
        )}
        {kind === 'deadline' && (
          <DateInput
            aria-label="完成期限"
            {...(deadline ? { value: deadline } : {})}
            onChange={(day) => on.onChange({ deadline: day ?? null })}
          />
        )}
      </span>
      <Input.TextArea
        aria-label="佐证材料"
        placeholder="佐证材料"
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={evidence}
        maxLength={200}
        onChange={(event) => on.onChange({ evidence: event.target.value })}
      />
      <Input.TextArea
        aria-label="依据"
        placeholder="依据的条款"
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={source}
        maxLength={200}
        onChange={(event) => on.onChange({ source: event.target.value })}
      />
      <Button size="small" type="text" danger aria-label={`删除第 ${number} 条`} onClick={on.onRemove}>
        删除
      </Button>
      {faults.length > 0 && text.trim() !== '' && <p className="plan-duty-fault">{faults.join('；')}</p>}
    </li>
  );
}
