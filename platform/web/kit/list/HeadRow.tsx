import type { DataTableProps } from './DataTable.tsx';
import { directionOf, nextSort } from './sorting.ts';

const ARROWS = { ascending: '↑', descending: '↓', none: '' };

/** The heads of a table's columns: names, order, and the box that selects all that is loaded. */
export function HeadRow<Row>({ columns, rows, rowId, sort, onSort, selection }: DataTableProps<Row>) {
  const all = rows.length > 0 && rows.every((row) => selection?.ids.has(rowId(row)));
  const some = !all && (selection?.ids.size ?? 0) > 0;
  return (
    <tr aria-rowindex={1}>
      {selection && (
        <th className="zb-table-select" scope="col">
          <input
            type="checkbox"
            aria-label="选择已载入的全部"
            checked={all}
            ref={(box) => {
              if (box) box.indeterminate = some;
            }}
            onChange={() => selection.onChange(all ? new Set() : new Set(rows.map(rowId)))}
          />
        </th>
      )}
      {columns.map(({ key, label, align, sort: by }) =>
        by === undefined || onSort === undefined ? (
          <th key={key} scope="col" data-align={align}>
            {label}
          </th>
        ) : (
          <th key={key} scope="col" data-align={align} aria-sort={directionOf(by, sort)}>
            <button type="button" onClick={() => onSort(nextSort(by, sort))}>
              {label}
              <span aria-hidden="true">{ARROWS[directionOf(by, sort)]}</span>
            </button>
          </th>
        ),
      )}
    </tr>
  );
}
