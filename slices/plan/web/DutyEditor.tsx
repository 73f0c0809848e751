import { Button, InputNumber, Select } from 'antd';
import { useRef } from 'react';
import {
  type CorrectedDuty,
  type DutyFacts,
  FACT_NAMES,
  OBLIGATION_KIND_NAMES,
  OBLIGATION_KINDS,
} from '../domain/index.ts';
import { EditorBox } from './EditorBox.tsx';
import { DayInput, FrequencyInput, WordsInput } from './fact-inputs.tsx';
import type { WordsContext } from './facts-from-words.ts';

interface DutyEditorProps {
  readonly duty: CorrectedDuty;
  /** Its words as they stand in the original. */
  readonly words: string;
  readonly context: WordsContext;
  /** Names to offer as doers. */
  readonly actors: readonly string[];
  readonly onChange: (changes: Partial<DutyFacts>) => void;
  /** `at`: place in the original at which the second part begins. */
  readonly onSplit: (at: number) => void;
  readonly onClose: () => void;
}

/** The facts of a duty, each saved when it is left; and its words, to be cut at the caret. */
export function DutyEditor({ duty, words, context, actors, onChange, onSplit, onClose }: DutyEditorProps) {
  const cut = useRef<HTMLTextAreaElement>(null);
  const { kind, actor, deadline, deadlineAlternatives, frequency, count, target, appliesTo, condition } = duty;
  return (
    <EditorBox label="修改要求" note="改动随即保存" onClose={onClose}>
      <span>{FACT_NAMES.kind}</span>
      <Select
        size="small"
        aria-label={FACT_NAMES.kind}
        value={kind}
        options={OBLIGATION_KINDS.map((one) => ({ value: one, label: OBLIGATION_KIND_NAMES[one] }))}
        onChange={(next) => onChange({ kind: next })}
      />
      <span>{FACT_NAMES.actor}</span>
      <WordsInput
        label={FACT_NAMES.actor}
        value={actor}
        suggestions={actors}
        onCommit={(next) => onChange({ actor: next })}
      />
      <span>{FACT_NAMES.deadline}</span>
      <DayInput
        value={deadline}
        alternatives={deadlineAlternatives}
        context={context}
        onCommit={(next) => onChange({ deadline: next })}
      />
      <span>{FACT_NAMES.frequency}</span>
      <FrequencyInput value={frequency} onCommit={(next) => onChange({ frequency: next })} />
      {(kind === 'one-off-count' || count !== null) && (
        <>
          <span>{FACT_NAMES.count}</span>
          <InputNumber
            size="small"
            aria-label="规定次数"
            min={1}
            max={10_000}
            value={count}
            onChange={(next) => onChange({ count: next })}
          />
        </>
      )}
      {(kind === 'target' || target !== null) && (
        <>
          <span>{FACT_NAMES.target}</span>
          <WordsInput label={FACT_NAMES.target} value={target} onCommit={(next) => onChange({ target: next })} />
        </>
      )}
      <span>{FACT_NAMES.appliesTo}</span>
      <WordsInput label={FACT_NAMES.appliesTo} value={appliesTo} onCommit={(next) => onChange({ appliesTo: next })} />
      <span>{FACT_NAMES.condition}</span>
      <WordsInput label={FACT_NAMES.condition} value={condition} onCommit={(next) => onChange({ condition: next })} />
      <span>拆分</span>
      <span className="plan-editor-cut">
        <textarea
          ref={cut}
          readOnly
          aria-label="原文，光标放在第二项开头"
          value={words}
          rows={Math.min(5, Math.ceil(words.length / 36))}
        />
        <Button size="small" onClick={() => onSplit(duty.span.start + (cut.current?.selectionStart ?? 0))}>
          在光标处拆成两项
        </Button>
      </span>
    </EditorBox>
  );
}
