import { useId } from 'react';
import './choices.css';

interface ChoicesProps {
  /** Names the group for screen readers, when no question stands above. */
  readonly label?: string;
  readonly value?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
}

/** One of a few, each a big target. */
export function Choices({ label, value, onChange, options }: ChoicesProps) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="zb-choices">
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={value === option.value} onChange={() => onChange(option.value)} />
          <span>
            {option.label}
            {option.note && <small>{option.note}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
