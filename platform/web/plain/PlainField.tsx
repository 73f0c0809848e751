import { type ReactNode, useId } from 'react';
import './plain.css';

interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface PlainFieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong, beside the field. */
  readonly problem?: string | undefined;
  /** Renders the control with what ties it to label, hint and problem. */
  readonly children: (control: ControlProps) => ReactNode;
}

/** A labelled control without antd, for the sign-in page and the phone app. */
export function PlainField({ label, hint, problem, children }: PlainFieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="zb-field" data-problem={problem !== undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div className="zb-field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {problem && (
        <div className="zb-field-problem" id={`${id}-problem`}>
          {problem}
        </div>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': problem ? true : undefined })}
    </div>
  );
}
