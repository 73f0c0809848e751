import { cloneElement, type ReactElement, useId } from 'react';

interface Props {
  readonly label: string;
  readonly isWide?: boolean;
  /** One control that takes an `id`. */
  readonly children: ReactElement<{ id?: string }>;
}

/** A control under its label, where a whole form would be too much. */
export function Labelled({ label, isWide = false, children }: Props) {
  const id = useId();
  return (
    <div className={isWide ? 'zb-labelled zb-assess-wide' : 'zb-labelled'}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id })}
    </div>
  );
}
