import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RouteContract } from '../../domain/contract.ts';
import type { RowOf } from '../kit/list/list-types.ts';
import { useListRows } from '../kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '../kit/States.tsx';
import './phone-list.css';

interface PhoneItem {
  readonly id: string;
  readonly title: string;
  readonly note?: ReactNode;
  /** `StatusTag`, `GradeTag`, `Countdown brief`. */
  readonly marks?: ReactNode;
  readonly path: string;
}

interface PhoneListProps<C extends RouteContract> {
  readonly label: string;
  /** A GET contract that answers with `pageOf(row)`. */
  readonly contract: C;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly item: (row: RowOf<C>) => PhoneItem;
  readonly empty: { readonly title: string; readonly children?: ReactNode };
}

const NO_QUERY = {};

/** Records one below the other, each a big target. */
export function PhoneList<C extends RouteContract>({
  label,
  contract,
  query = NO_QUERY,
  item,
  empty,
}: PhoneListProps<C>) {
  const list = useListRows(contract, undefined, query);
  if (list.isPending) return <Loading label={`正在加载${label}`} />;
  if (list.isError && list.rows.length === 0)
    return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0) return <Empty {...empty} />;
  return (
    <>
      <ul className="zb-phone-list" aria-label={label}>
        {list.rows.map(item).map(({ id, title, note, marks, path }) => (
          <li key={id}>
            <Link to={path as never}>
              <strong>{title}</strong>
              {note && <span className="zb-phone-note">{note}</span>}
              {marks && <span className="zb-phone-marks">{marks}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="zb-button zb-phone-block"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? '正在加载' : '加载更多'}
        </button>
      )}
    </>
  );
}
