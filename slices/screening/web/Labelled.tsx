import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
  /** One control that takes an `id`. */
  readonly children: ReactElement<{ id?: string }>;
}

/** A control under its label, where a whole form would be too much. */
export function Labelled({ label, hint, problem, children }: Props) {
  const id = useId();
  return (
    <div className="zb-scr-labelled">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id })}
      {problem !== undefined ? (
        <small role="alert" className="zb-scr-problem">
          {problem}
        </small>
      ) : (
        hint && <small>{hint}</small>
      )}
    </div>
  );
}
