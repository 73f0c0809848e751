import { readDay } from '@zhiben/gongwen/words';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { AutoComplete, Input, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import { type DutyFacts, PERIOD_NAMES, PERIODS } from '../domain/index.ts';
import type { WordsContext } from './facts-from-words.ts';
import './fact-inputs.css';

/** Inputs that hand over a value when it is complete: on Enter or when the field is left. */

interface WordsInputProps {
  readonly label: string;
  readonly value: string | null;
  readonly suggestions?: readonly string[];
  readonly onCommit: (value: string | null) => void;
}

export function WordsInput({ label, value, suggestions, onCommit }: WordsInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (words: string) => {
    setTyped(null);
    const next = words.trim() || null;
    if (next !== value) onCommit(next);
  };
  const shown = typed ?? value ?? '';
  const keys = {
    onBlur: () => typed !== null && commit(typed),
    onKeyDown: (event: { key: string; nativeEvent: { isComposing: boolean } }) => {
      if (event.key === 'Enter' && !event.nativeEvent.isComposing && typed !== null) commit(typed);
    },
  };
  if (!suggestions) {
    return (
      <Input
        size="small"
        aria-label={label}
        value={shown}
        maxLength={400}
        onChange={(event) => setTyped(event.target.value)}
        {...keys}
      />
    );
  }
  const options = suggestions.filter((name) => name.includes(typed ?? '')).slice(0, 30);
  return (
    <AutoComplete
      size="small"
      aria-label={label}
      value={shown}
      options={options.map((name) => ({ value: name }))}
      onChange={setTyped}
      onSelect={commit}
      style={{ width: '100%' }}
      {...keys}
    />
  );
}

interface DayInputProps {
  readonly value: LocalDate | null;
  readonly alternatives: readonly LocalDate[];
  readonly context: WordsContext;
  readonly onCommit: (value: LocalDate | null) => void;
}

/** A day as digits or in the words of a plan: 2025年底前, 6月底. */
export function DayInput({ value, alternatives, context, onCommit }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const hint = useId();
  const understood = typed?.trim() ? readDay(typed, context) : null;
  const isUnclear = typed !== null && typed.trim() !== '' && understood === null;
  const commit = () => {
    if (typed === null || isUnclear) return;
    setTyped(null);
    if (understood !== value) onCommit(understood);
  };
  return (
    <span className="plan-day-input">
      <Input
        size="small"
        aria-label="完成期限"
        aria-describedby={hint}
        status={isUnclear ? 'error' : ''}
        placeholder="2025-06-30 或 2025年底前"
        value={typed ?? value ?? ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
        allowClear
      />
      <small id={hint} aria-live="polite">
        {isUnclear && '没有读出日期，请写成 2025-06-30 或 2025年底前。'}
        {understood && understood !== typed && `即 ${understood}`}
      </small>
      {typed === null &&
        alternatives.map((day) => (
          <button key={day} type="button" className="zb-link" onClick={() => onCommit(day)}>
            改为 {day}
          </button>
        ))}
    </span>
  );
}

type Frequency = NonNullable<DutyFacts['frequency']>;

interface FrequencyInputProps {
  readonly value: Frequency | null;
  readonly onCommit: (value: Frequency | null) => void;
}

export function FrequencyInput({ value, onCommit }: FrequencyInputProps) {
  const set = (changes: Partial<Frequency>) => onCommit({ per: 'month', atLeast: 1, ...value, ...changes });
  return (
    <span className="plan-frequency-input">
      每
      <InputNumber
        size="small"
        aria-label="每几个周期"
        min={1}
        max={100}
        value={value?.every ?? 1}
        disabled={value === null}
        onChange={(every) => set({ every: every && every > 1 ? every : undefined })}
        controls={false}
      />
      <Select
        size="small"
        aria-label="周期"
        value={value?.per ?? 'none'}
        options={[
          { value: 'none', label: '（无频次）' },
          ...PERIODS.map((per) => ({ value: per, label: PERIOD_NAMES[per] })),
        ]}
        onChange={(per) => (per === 'none' ? onCommit(null) : set({ per: per as Frequency['per'], dueDay: undefined }))}
        popupMatchSelectWidth={false}
      />
      {value && (
        <>
          至少
          <InputNumber
            size="small"
            aria-label="次数"
            min={1}
            max={1000}
            value={value.atLeast}
            onChange={(times) => times && set({ atLeast: times })}
            controls={false}
          />
          次
          {value.per === 'month' && (
            <>
              ，
              <InputNumber
                size="small"
                aria-label="每月几日前"
                min={1}
                max={31}
                value={value.dueDay ? Number(value.dueDay) : null}
                onChange={(day) => set({ dueDay: day ? String(day) : undefined })}
                controls={false}
              />
              日前
            </>
          )}
        </>
      )}
    </span>
  );
}
