import { Fragment } from 'react';
import type { FormFigures, FormRow } from '../domain/dispatch.contract.ts';
import { ROW_KIND_NAMES } from '../domain/dispatch.terms.ts';
import { type Indicator, isNumber, type RowKind, type Section } from '../domain/form.types.ts';
import { sayChange, sayFigure } from './say-figure.ts';
import './form-sheet.css';

interface FormSheetProps {
  readonly section: Section;
  readonly figures: FormFigures;
  readonly open: { readonly row: string; readonly column: string } | null;
  /** Opens the records behind a cell; absent on paper. */
  readonly onCell?: (row: string, column: string) => void;
}

/** The total first, then the rows that the reader's bodies answer for, then those that only show a spread. */
function kindsOf(rows: readonly FormRow[]): RowKind[] {
  const isAnswered = (kind: RowKind) => rows.some((row) => row.kind === kind && row.bodyId !== null);
  const spreads = (['department', 'township'] as const).toSorted(
    (a, b) => Number(isAnswered(b)) - Number(isAnswered(a)),
  );
  return ['total', ...spreads];
}

/** One section of the form: heads stay in sight, columns under their groups, rows by department and by territory. */
export function FormSheet({ section, figures, open, onCell }: FormSheetProps) {
  const indicators = section.groups.flatMap((group) => group.indicators);
  const warned = new Set(figures.warnings.flatMap(({ row, indicators: codes }) => codes.map((c) => `${row} ${c}`)));
  const firsts = new Set(section.groups.map((group) => group.indicators[0]?.code));
  return (
    <div className="zb-dispatch-sheet">
      <table aria-label={section.title}>
        <thead>
          <tr>
            <th rowSpan={2} scope="col" className="zb-dispatch-name">
              单位
            </th>
            {section.groups.map(({ title, indicators }) => (
              <th key={title} colSpan={indicators.length} scope="colgroup" data-first>
                {title}
              </th>
            ))}
          </tr>
          <tr>
            {indicators.map(({ code, name, unit, meaning, clause }) => (
              <th key={code} scope="col" title={`${meaning}（${clause}）`} data-first={firsts.has(code) || undefined}>
                {name}
                <small>
                  {code} {unit}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kindsOf(figures.rows).map((kind) => (
            <Fragment key={kind}>
              {kind !== 'total' && figures.rows.some((row) => row.kind === kind) && (
                <tr>
                  <th className="zb-dispatch-kind" colSpan={indicators.length + 1} scope="rowgroup">
                    <span>{ROW_KIND_NAMES[kind]}</span>
                  </th>
                </tr>
              )}
              {figures.rows
                .filter((row) => row.kind === kind)
                .map((row) => (
                  <tr key={row.key} data-kind={kind} data-reported={row.report !== null || row.bodyId === null}>
                    <th scope="row" className="zb-dispatch-name" title={row.name}>
                      {row.name}
                    </th>
                    {indicators.map((indicator) => (
                      <FigureCell
                        key={indicator.code}
                        row={row}
                        indicator={indicator}
                        isFirst={firsts.has(indicator.code)}
                        isWarned={warned.has(`${row.key} ${indicator.code}`)}
                        isOpen={open?.row === row.key && open.column === indicator.code}
                        onCell={onCell}
                      />
                    ))}
                  </tr>
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FigureCellProps {
  readonly row: FormRow;
  readonly indicator: Indicator;
  readonly isFirst: boolean;
  readonly isWarned: boolean;
  readonly isOpen: boolean;
  readonly onCell: FormSheetProps['onCell'];
}

function FigureCell({ row, indicator, isFirst, isWarned, isOpen, onCell }: FigureCellProps) {
  const { code } = indicator;
  const figure = row.figures[code];
  const now = row.differs[code];
  const said = sayFigure(figure, indicator);
  const changed = sayChange(figure, row.previous?.[code]);
  const hint = now === undefined ? undefined : `上报 ${said}，按当前记录为 ${sayFigure(now, indicator)}`;
  const content = (
    <>
      {said}
      {now !== undefined && <sup>＊</sup>}
      {changed && <em>{changed}</em>}
    </>
  );
  return (
    <td
      data-first={isFirst || undefined}
      data-absent={isNumber(figure) ? undefined : figure}
      data-warned={isWarned || undefined}
      data-open={isOpen || undefined}
    >
      {onCell && isNumber(figure) ? (
        <button type="button" title={hint} onClick={() => onCell(row.key, code)}>
          <span className="zb-visually-hidden">{`${row.name}，${indicator.name} `}</span>
          {content}
        </button>
      ) : (
        <span>{content}</span>
      )}
    </td>
  );
}
