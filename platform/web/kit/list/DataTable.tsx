import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { NARROW, useMedia } from '../../use-media.ts';
import { HeadRow } from './HeadRow.tsx';
import type { Column } from './list-types.ts';
import { usePrinting } from './use-printing.ts';
import './data-table.css';

export interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly label: string;
  /** The first one names the row: its cell opens it, so it holds text, not links or buttons. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** The row the keyboard stands on. */
  readonly cursor: string | null;
  readonly onRow: (id: string) => void;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string | undefined) => void;
  /** Absent where rows cannot be selected. */
  readonly selection?: Selection | undefined;
  /** Total where it is known, so that a screen reader can say “row 12 of 480”. */
  readonly total?: number | undefined;
  /** Called when the end comes near. */
  readonly onEnd?: () => void;
  readonly foot?: ReactNode;
}

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

const ROW_HEIGHT = 36;
const CARD_HEIGHT = 104;
const SELECT_WIDTH = 40;
/** px; what fits so narrow a column (a day, a state) stays on one line on paper. */
const BRIEF = 130;

/**
 * A table of any length: only the rows in sight are in the page, spacers stand for the others. On narrow screens each
 * row becomes a card; on paper all loaded rows are there.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, cursor, selection, total, onEnd, foot } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia(NARROW);
  const isPrinting = usePrinting();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? CARD_HEIGHT : ROW_HEIGHT),
    overscan: 8,
    scrollPaddingStart: isNarrow ? 0 : ROW_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: heights change with the layout, and with nothing else
  useEffect(() => virtual.measure(), [isNarrow]);
  useEffect(() => {
    if (rows.length > 0 && lastIndex >= rows.length - 10) onEnd?.();
  }, [lastIndex, rows.length, onEnd]);
  useEffect(() => {
    const index = cursor === null ? -1 : rows.findIndex((row) => rowId(row) === cursor);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  }, [cursor, rows, rowId, virtual]);

  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const shown = isPrinting ? rows.map((_, index) => index) : items.map(({ index }) => index);
  const least = columns.reduce((sum, column) => sum + column.width, selection ? SELECT_WIDTH : 0);
  const firstId = rows[0] === undefined ? null : rowId(rows[0]);

  return (
    <div className="zb-table" ref={scroller}>
      <table aria-label={label} aria-rowcount={total ?? -1} style={{ '--zb-least': `${least}px` } as CSSProperties}>
        {!isPrinting && (
          <colgroup>
            {selection && <col style={{ width: SELECT_WIDTH }} />}
            {columns.map(({ key, width, grow }) => (
              <col key={key} style={grow ? undefined : { width }} />
            ))}
          </colgroup>
        )}
        <thead>
          <HeadRow {...props} />
        </thead>
        {/* biome-ignore lint/a11y/useKeyWithMouseEvents: the keyboard opens the record, which has the whole text */}
        <tbody onMouseOver={sayWhatIsCut}>
          {!isPrinting && before > 0 && <tr className="zb-table-gap" style={{ height: before }} />}
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <BodyRow
                key={rowId(row)}
                table={props}
                row={row}
                index={index}
                isTabStop={rowId(row) === (cursor ?? firstId)}
                measure={isNarrow ? virtual.measureElement : undefined}
              />
            );
          })}
          {!isPrinting && after > 0 && <tr className="zb-table-gap" style={{ height: after }} />}
        </tbody>
      </table>
      {foot}
    </div>
  );
}

/** What does not fit its cell is read by pointing at it. */
function sayWhatIsCut({ target }: MouseEvent) {
  const cell = (target as Element).closest<HTMLElement>('td, th');
  if (!cell) return;
  const holder = cell.querySelector<HTMLElement>(':scope > button') ?? cell;
  if (holder.scrollWidth > holder.clientWidth) cell.title = holder.innerText;
  else cell.removeAttribute('title');
}

interface BodyRowProps<Row> {
  readonly table: DataTableProps<Row>;
  readonly row: Row;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}

function BodyRow<Row>({ table, row, index, isTabStop, measure }: BodyRowProps<Row>) {
  const { columns, rowId, cursor, onRow, selection } = table;
  const id = rowId(row);
  const onMouseUp = (event: MouseEvent) => {
    // Links, buttons and boxes in a cell do their own thing, and marking text is not a click.
    if (event.button !== 0 || (event.target as Element).closest('a, button, input, label')) return;
    if (!window.getSelection()?.toString()) onRow(id);
  };
  const [naming, ...others] = columns;
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      data-cursor={cursor === id}
      data-selected={selection?.ids.has(id) ?? false}
      ref={measure}
      onMouseUp={onMouseUp}
    >
      {selection && (
        <td className="zb-table-select">
          <input
            type="checkbox"
            aria-label={`选择第 ${index + 1} 行`}
            checked={selection.ids.has(id)}
            onChange={() => selection.onChange(toggled(selection.ids, id))}
          />
        </td>
      )}
      {naming && (
        <th scope="row" data-align={naming.align}>
          <button type="button" data-row={id} tabIndex={isTabStop ? 0 : -1} onClick={() => onRow(id)}>
            {naming.render(row)}
          </button>
        </th>
      )}
      {others.map(({ key, align, label, width, grow, render }) => {
        const shown = render(row);
        return (
          <td
            key={key}
            data-align={align}
            data-label={label}
            data-brief={!grow && width <= BRIEF}
            data-bare={isBare(shown)}
          >
            {shown}
          </td>
        );
      })}
    </tr>
  );
}

/** A day, a time or a number: without the head of its column it says nothing. */
function isBare(shown: ReactNode): boolean {
  return typeof shown === 'number' || (typeof shown === 'string' && /^[\d-]+[\d:., -]*$/.test(shown));
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
