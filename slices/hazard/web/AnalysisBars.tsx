import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import type { AnalysisRow, Dimension } from '../domain/hazard-analysis.contract.ts';

const MOST = 12;
const SERIES = [
  { figure: 'open', label: '期末未销号' },
  { figure: 'overdue', label: '逾期未销号' },
  { figure: 'closed', label: '期内销号' },
] as const;

/** The largest rows as bars of one scale; the table below has the same numbers, so the drawing is only to be looked at. */
export function AnalysisBars({ rows, by }: { rows: readonly AnalysisRow[]; by: Dimension }) {
  const shown = rows.slice(0, MOST);
  const series = SERIES.filter(({ figure }) => shown.some((row) => figure in row.figures));
  const most = Math.max(1, ...shown.flatMap(({ figures }) => series.map(({ figure }) => figures[figure] ?? 0)));
  return (
    <figure className="zb-bars" aria-hidden="true">
      <figcaption>
        {series.map(({ figure, label }) => (
          <span key={figure} data-figure={figure}>
            {label}
          </span>
        ))}
        {rows.length > MOST && by !== 'month' && <small>前 {MOST} 位</small>}
      </figcaption>
      {shown.map(({ key, name, figures }) => (
        <div className="zb-bars-row" key={key}>
          <span className="zb-bars-name">{name}</span>
          <div>
            {series.map(({ figure }) => {
              const value = figures[figure] ?? 0;
              return (
                <div className="zb-bar" key={figure} data-figure={figure}>
                  <i style={{ width: `${(value / most) * 100}%` }} />
                  {value > 0 && <small>{sayNumber(value)}</small>}
                </div>
              );
            })}
          </div>
        </div>
      ))}
    </figure>
  );
}
