import type { Warning } from '../domain/dispatch.contract.ts';

const SHOWN = 3;

interface FormWarningsProps {
  readonly warnings: readonly Warning[];
  readonly onCell: (row: string, column: string) => void;
}

/** What does not fit, each leading to its first cell. */
export function FormWarnings({ warnings, onCell }: FormWarningsProps) {
  if (warnings.length === 0) return null;
  const item = (warning: Warning) => (
    <li key={`${warning.row} ${warning.kind} ${warning.indicators.join()}`}>
      <button type="button" className="zb-link" onClick={() => onCell(warning.row, warning.indicators[0] ?? '')}>
        {warning.sentence}
      </button>
    </li>
  );
  return (
    <section className="zb-dispatch-warnings zb-screen-only" aria-label="勾稽提示">
      <h2>勾稽提示 {warnings.length} 条</h2>
      <ul>{warnings.slice(0, SHOWN).map(item)}</ul>
      {warnings.length > SHOWN && (
        <details>
          <summary>其余 {warnings.length - SHOWN} 条</summary>
          <ul>{warnings.slice(SHOWN).map(item)}</ul>
        </details>
      )}
    </section>
  );
}
