import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { CallInput, RouteContract } from '../../../domain/contract.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { useCall } from '../../use-call.ts';
import { sayCount, sayNumber } from '../dates.ts';
import { HeadingContext } from '../heading.ts';
import { Empty, Failure, Loading } from '../States.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ColumnChoice, useChosenColumns } from './ColumnChoice.tsx';
import { DataTable } from './DataTable.tsx';
import { ExportButton } from './ExportButton.tsx';
import { FilterBar } from './FilterBar.tsx';
import type { BulkAction, Column, Filter, ListView, RowOf } from './list-types.ts';
import { SidePanel } from './SidePanel.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useListRows } from './use-list-rows.ts';
import { useListState } from './use-list-state.ts';
import { useOwnViews } from './use-own-views.ts';
import { ViewTabs } from './ViewTabs.tsx';
import './list-page.css';

interface ListPageProps<C extends RouteContract> {
  readonly title: string;
  /** A GET contract whose query has `pageQuery` (and `sort`) and whose response is `pageOf(row)`. Rows have an `id`. */
  readonly contract: C;
  /** A GET contract with the same conditions that answers with `countSchema`. */
  readonly count?: RouteContract;
  /** Values of the contract's path parameters, when the list belongs to something. */
  readonly params?: Readonly<Record<string, string>>;
  /** Declare the next three outside the component: they are compared by identity. */
  readonly columns: readonly Column<RowOf<C>>[];
  readonly filters?: readonly Filter[];
  readonly views?: readonly ListView[];
  readonly defaultSort?: string;
  /** The record beside the list, by the id of its row. */
  readonly panel?: (id: string) => ReactNode;
  /** Address of the record's own page. */
  readonly recordPath?: (id: string) => string;
  readonly bulk?: readonly BulkAction[];
  /** Address of the download with the same conditions; see `urlOf`. */
  readonly exportUrl?: (query: Readonly<Record<string, unknown>>) => string;
  /** In place of `exportUrl` where there is a choice of sheets: with the conditions and the columns on the screen. */
  readonly exporter?: (shown: {
    readonly query: Readonly<Record<string, unknown>>;
    readonly columns: readonly string[];
  }) => ReactNode;
  /** Right of the title: what can be made here. */
  readonly actions?: ReactNode;
  /** Below the title: what is said of the list as a whole. */
  readonly note?: ReactNode;
  /** Why there is nothing when no filter is set, and what to do first. */
  readonly empty: { readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode };
}

const NO_FILTERS: readonly Filter[] = [];
const NO_VIEWS: readonly ListView[] = [];

/**
 * A list of any length. Everything that says what is shown stands in the address. Keys: j and k move, Enter opens the
 * panel and then the page, x selects, Escape closes.
 */
export function ListPage<C extends RouteContract>(props: ListPageProps<C>) {
  const { title, contract, params, columns, filters = NO_FILTERS, views = NO_VIEWS, panel, recordPath, bulk } = props;
  usePageTitle(title);
  const navigate = useNavigate();
  const state = useListState(contract, filters, views, props.defaultSort);
  const { patch } = state;
  const list = useListRows(contract, params, state.query);
  const ownViews = useOwnViews(contract.url);
  const { message } = App.useApp();
  const sayWhyNot = (problem: Error) => void message.error(problem.message);
  const { chosen, keys, setKeys } = useChosenColumns(contract.url, columns);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | null>(state.row);
  const selection = useMemo(() => (bulk ? { ids: selected, onChange: setSelected } : undefined), [bulk, selected]);
  const total = useTotal(props.count ?? null, params, state.query);

  const conditions = JSON.stringify(state.query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was selected under other conditions is out of sight
  useEffect(() => setSelected(new Set()), [conditions]);

  const openPage = (id: string) => recordPath && void navigate({ to: recordPath(id) } as never);
  const openRow = (id: string) => {
    setCursor(id);
    if (panel) void patch({ row: id }, { keepInHistory: state.row === null });
    else openPage(id);
  };
  const closePanel = () => void patch({ row: undefined });
  const keysOfList = useListKeys({
    ids: useMemo(() => list.rows.map(idOf), [list.rows]),
    cursor,
    onMove: (id) => {
      setCursor(id);
      if (state.row !== null) void patch({ row: id });
    },
    onOpen: (id) => (state.row === id ? openPage(id) : openRow(id)),
    onClose: state.row === null ? undefined : closePanel,
    selection,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const own = ownViews.current(state.search);
  const isNarrowed = Object.keys(state.values).length > 0;
  return (
    <div className="zb-list">
      <div className="zb-list-main" aria-busy={list.isPlaceholderData}>
        <header className="zb-list-head">
          <h1>
            {title}
            {total && <small>{sayCount(total)} 条</small>}
          </h1>
          <div className="zb-list-actions">
            {filters.length === 0 && <ColumnChoice columns={columns} keys={keys} onChange={setKeys} />}
            {props.exportUrl && <ExportButton url={props.exportUrl(state.query)} title={title} />}
            {props.exporter?.({ query: state.query, columns: chosen.map(({ key }) => key) })}
            {props.actions}
          </div>
        </header>
        {props.note}
        {(views.length > 0 || ownViews.own.length > 0) && (
          <ViewTabs
            views={views}
            own={ownViews.own}
            current={own === undefined ? state.view : `own:${own}`}
            onView={(key) => void patch({ ...emptied(state.search), view: key }, { keepInHistory: true })}
            onOwnView={(view) =>
              void patch({ ...emptied(state.search), ...view.search, row: undefined }, { keepInHistory: true })
            }
            onSave={
              isNarrowed && own === undefined
                ? (label) => void ownViews.save({ label, search: state.search }).catch(sayWhyNot)
                : undefined
            }
            onForget={(view) => void ownViews.forget(view).catch(sayWhyNot)}
          />
        )}
        {(filters.length > 0 || selected.size > 0) && (
          <div className="zb-list-bar">
            {selected.size > 0 && bulk ? (
              <BulkBar actions={bulk} ids={selected} onClear={() => setSelected(new Set())} />
            ) : (
              <>
                <FilterBar filters={filters} values={state.values} onChange={(changes) => void patch(changes)} />
                <ColumnChoice columns={columns} keys={keys} onChange={setKeys} />
              </>
            )}
          </div>
        )}
        {state.hidden.length > 0 && (
          <p className="zb-list-origin">
            仅列出所点数据包含的记录。
            <Button type="link" size="small" onClick={() => void patch(keysEmptied(state.hidden))}>
              查看全部
            </Button>
          </p>
        )}
        <HeadingContext value="h2">
          {list.isPending && <Loading label={`正在加载${title}`} />}
          {list.isError && list.rows.length === 0 && (
            <Failure problem={list.error} onRetry={() => void list.refetch()} />
          )}
          {list.isSuccess && list.rows.length === 0 && (
            <NoRows
              isNarrowed={isNarrowed}
              tab={views.slice(1).find(({ key }) => key === state.view)?.label}
              empty={props.empty}
              onClear={() => void patch(emptied(state.values))}
            />
          )}
        </HeadingContext>
        {list.rows.length > 0 && (
          <DataTable
            label={title}
            columns={chosen}
            rows={list.rows}
            rowId={idOf}
            cursor={cursor}
            onRow={openRow}
            sort={state.sort}
            onSort={(sort) => void patch({ sort })}
            selection={selection}
            total={total?.exact ? total.count : undefined}
            onEnd={onEnd}
            foot={
              <div className="zb-table-foot" role="status">
                {list.isFetchNextPageError ? (
                  <>
                    后面的记录没有加载成功。
                    <Button size="small" onClick={() => void fetchNextPage()}>
                      重试
                    </Button>
                  </>
                ) : (
                  sayLoaded(list.rows.length, hasNextPage, isFetchingNextPage)
                )}
              </div>
            }
          />
        )}
      </div>
      {panel && state.row !== null && (
        <SidePanel
          label={`${title}：所选记录`}
          path={recordPath?.(state.row)}
          onPrevious={keysOfList.previous}
          onNext={keysOfList.next}
          onClose={closePanel}
        >
          {panel(state.row)}
        </SidePanel>
      )}
    </div>
  );
}

interface NoRowsProps extends Pick<ListPageProps<RouteContract>, 'empty'> {
  readonly isNarrowed: boolean;
  /** The view chosen in place of the first one: that it is empty says nothing of the list. */
  readonly tab: string | undefined;
  readonly onClear: () => void;
}

function NoRows({ isNarrowed, tab, empty, onClear }: NoRowsProps) {
  if (!isNarrowed && tab !== undefined) return <Empty title={`“${tab}”没有记录`}>其他记录在旁边的标签下查看。</Empty>;
  if (!isNarrowed) return <Empty {...empty} />;
  return (
    <Empty title="没有符合条件的记录" actions={<Button onClick={onClear}>清除筛选</Button>}>
      放宽或清除筛选条件后再看。
    </Empty>
  );
}

const COUNT_NOTHING = { method: 'GET', url: '/api/', permission: null, summary: '' } as unknown as RouteContract;

/** How many rows there are in all, when the list has a contract for it. */
function useTotal(
  count: RouteContract | null,
  params: Readonly<Record<string, string>> | undefined,
  query: Readonly<Record<string, unknown>>,
) {
  const { sort: _, ...conditions } = query;
  const input = { params, query: conditions } as unknown as CallInput<RouteContract>;
  const { data } = useCall(count ?? COUNT_NOTHING, input, { enabled: count !== null, keepPrevious: true });
  return data as { count: number; exact: boolean } | undefined;
}

/** List contracts answer with rows that have an id. */
function idOf(row: unknown): string {
  return (row as { id: string }).id;
}

function sayLoaded(loaded: number, hasMore: boolean, isLoading: boolean): string {
  if (isLoading) return `已载入 ${sayNumber(loaded)} 条，正在载入后面的`;
  return hasMore ? `已载入 ${sayNumber(loaded)} 条` : `共 ${sayNumber(loaded)} 条，已全部列出`;
}

const emptied = (values: Readonly<Record<string, unknown>>) => keysEmptied(Object.keys(values));
const keysEmptied = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, undefined]));
