import type { AnswerControl } from './PhoneTask.tsx';
import '../plain/plain.css';

interface TextAnswerProps extends AnswerControl<string> {
  readonly lines?: 'one' | 'many';
  readonly placeholder?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
}

/** A short or long text as the answer to a question. */
export function TextAnswer({
  value,
  onChange,
  labelledBy,
  invalid,
  lines = 'one',
  placeholder,
  inputMode,
}: TextAnswerProps) {
  const shared = {
    className: 'zb-input',
    'aria-labelledby': labelledBy,
    'aria-invalid': invalid || undefined,
    value: value ?? '',
    placeholder,
  };
  if (lines === 'many') return <textarea {...shared} rows={5} onChange={(event) => onChange(event.target.value)} />;
  return <input {...shared} inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />;
}

/** A day as the answer to a question, with the picker of the phone. */
export function DateAnswer({ value, onChange, labelledBy, invalid, max }: AnswerControl<string> & { max?: string }) {
  return (
    <input
      type="date"
      className="zb-input"
      aria-labelledby={labelledBy}
      aria-invalid={invalid || undefined}
      max={max}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}
