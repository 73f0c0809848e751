import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { localDate } from '../../../domain/clock.ts';
import type { RouteContract } from '../../../domain/contract.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { useSearchPatch } from '../../use-url-state.ts';
import { Countdown } from '../Countdown.tsx';
import { sayNumber } from '../dates.ts';
import { HeadingContext } from '../heading.ts';
import type { RowOf } from '../list/list-types.ts';
import { SidePanel } from '../list/SidePanel.tsx';
import { useListKeys } from '../list/use-list-keys.ts';
import { useListRows } from '../list/use-list-rows.ts';
import { Empty, Failure, Loading } from '../States.tsx';
import { groupByUrgency, type QueueItem } from './queue-groups.ts';
import './queue.css';

interface QueuePageProps<C extends RouteContract> {
  readonly title: string;
  /** A GET contract that answers with `pageOf(row)`, what lapses first in front. */
  readonly contract: C;
  readonly query?: Readonly<Record<string, unknown>>;
  /** What the queue shows of a row. Declare it outside the component. */
  readonly item: (row: RowOf<C>) => QueueItem;
  /** The record beside the queue. */
  readonly panel: (item: QueueItem) => ReactNode;
  /** Address where the thing is done or read in full (Enter). */
  readonly path: (item: QueueItem) => string;
  /** What `e` does: opens the form of the next step. */
  readonly onHandle?: (item: QueueItem) => void;
  readonly empty: { readonly title: string; readonly children?: ReactNode };
}

const NO_QUERY = {};

/** My things by what lapses first. Keys: j and k move, Enter opens, e handles. */
export function QueuePage<C extends RouteContract>(props: QueuePageProps<C>) {
  const { title, contract, query = NO_QUERY, item, panel, path, onHandle, empty } = props;
  usePageTitle(title);
  const navigate = useNavigate();
  const [raw, patch] = useSearchPatch();
  const list = useListRows(contract, undefined, query);
  const groups = useMemo(() => groupByUrgency(list.rows.map(item), localDate(new Date())), [list.rows, item]);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const byId = (id: string | null) => items.find((one) => one.id === id);
  const open = typeof raw.row === 'string' ? raw.row : null;
  const current = byId(open);
  const show = (id: string) => void patch({ row: id });
  const act = (run: (item: QueueItem) => void) => (id: string) => {
    const found = byId(id);
    if (found) run(found);
  };
  const keys = useListKeys({
    ids: useMemo(() => items.map(({ id }) => id), [items]),
    cursor: open,
    onMove: show,
    onOpen: act((found) => void navigate({ to: path(found) } as never)),
    onClose: open === null ? undefined : () => void patch({ row: undefined }),
    ...(onHandle ? { onHandle: act(onHandle) } : {}),
  });
  return (
    <div className="zb-queue">
      <div className="zb-queue-list">
        <h1>
          {title}
          {list.isSuccess && (
            <small>
              {sayNumber(items.length)}
              {list.hasNextPage && '+'} 件
            </small>
          )}
        </h1>
        <HeadingContext value="h2">
          {list.isPending && <Loading label={`正在加载${title}`} />}
          {list.isError && items.length === 0 && <Failure problem={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && <Empty {...empty} />}
        </HeadingContext>
        {groups.map((group) => (
          <section key={group.label} aria-label={group.label}>
            <h2>
              {group.label} <small>{sayNumber(group.items.length)}</small>
            </h2>
            <ul>
              {group.items.map((one) => (
                <li key={one.id}>
                  <button
                    type="button"
                    data-row={one.id}
                    aria-current={one.id === open ? 'true' : undefined}
                    onClick={() => show(one.id)}
                  >
                    <span className="zb-queue-task">{one.task}</span>
                    {one.dueOn && <Countdown dueOn={one.dueOn} brief />}
                    <span className="zb-queue-title">{one.title}</span>
                    {one.note && <span className="zb-queue-note">{one.note}</span>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {list.hasNextPage && (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            加载更多
          </Button>
        )}
      </div>
      {current ? (
        <SidePanel
          label={`${title}：所选事项`}
          path={path(current)}
          onPrevious={keys.previous}
          onNext={keys.next}
          onClose={() => void patch({ row: undefined })}
        >
          {panel(current)}
        </SidePanel>
      ) : (
        items.length > 0 && (
          <div className="zb-queue-hint">
            选择左边的一件事项查看。键盘：<kbd>J</kbd> <kbd>K</kbd> 上下移动，<kbd>Enter</kbd> 打开
            {onHandle && (
              <>
                ，<kbd>E</kbd> 办理
              </>
            )}
            。
          </div>
        )
      )}
    </div>
  );
}
