import { MOST_TICKED } from '@zhiben/platform/domain/ticked.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { BulkAction, Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useSearchPatch } from '@zhiben/platform/web/use-url-state.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { useMemo, useState } from 'react';
import { countHazards, type HazardRow, listHazards } from '../domain/hazard.contract.ts';
import { GROUP_NAMES, type Group } from '../domain/hazard.filter.ts';
import {
  CHANNEL_NAMES,
  DUE_NAMES,
  GRADE_NAMES,
  LISTING_LEVEL_NAMES,
  LISTING_STATE_NAMES,
  STATUS_NAMES,
} from '../domain/hazard.terms.ts';
import { exportHazards, SCREEN_COLUMNS, type ScreenColumn } from '../domain/hazard-ledger.contract.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { HazardPanel } from './HazardRecord.tsx';
import { HazardGrade, HazardListing, HazardStatus } from './hazard-marks.tsx';
import { TickedDialog, type TickedVerb } from './TickedDialog.tsx';
import { useRecorder } from './use-recorder.ts';

const view = (group: Group): ListView => ({ key: group, label: GROUP_NAMES[group], query: { group } });
const VIEWS = (['open', 'clue', 'applied', 'accepted', 'overdue', 'closed', 'all'] as const).map(view);
/** A figure's link names its records itself: no tab may narrow them. */
const FIGURE_VIEWS = (['all', 'open', 'clue', 'applied', 'accepted', 'overdue', 'closed'] as const).map(view);
const FIGURE_KEYS = ['asOf', 'state', 'counted', 'registeredFrom', 'enterpriseId', 'criterionCode', 'importId'];

const exporter = ({ query, columns }: { query: Readonly<Record<string, unknown>>; columns: readonly string[] }) => (
  <ExportDialog query={query} columns={columns as readonly ScreenColumn[]} />
);

const ON_TIME = [
  { value: 'true', label: '按期销号' },
  { value: 'false', label: '逾期销号' },
];

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export default function HazardListPage() {
  const [search] = useSearchPatch();
  const mayRecord = useMay('hazard:record');
  const mayExport = useMay('hazard:export');
  const mayImport = useMay('hazard:import');
  const { recorder } = useRecorder();
  const isOwn = recorder?.enterprise != null;
  const columns = useColumns(isOwn);
  const filters = useFilters(isOwn);
  const isFigure = FIGURE_KEYS.some((key) => key in search);
  const [ticked, setTicked] = useState<{ verb: TickedVerb; ids: readonly string[] } | null>(null);
  const bulk = useBulk((verb, ids) => setTicked({ verb, ids }));
  return (
    <>
      {ticked && <TickedDialog {...ticked} onDone={() => setTicked(null)} />}
      <ListPage
        title="隐患台账"
        contract={listHazards}
        count={countHazards}
        columns={columns}
        filters={filters}
        views={isFigure ? FIGURE_VIEWS : VIEWS}
        panel={(id) => <HazardPanel id={id} />}
        recordPath={(id) => `/hazards/${id}`}
        {...(mayExport ? { exporter } : {})}
        {...(bulk.length > 0 ? { bulk } : {})}
        actions={
          <>
            {mayImport && <LinkButton to="/hazard-imports">导入台账</LinkButton>}
            {mayRecord && (
              <LinkButton to="/hazards/new" primary>
                登记隐患
              </LinkButton>
            )}
          </>
        }
        empty={{
          title: '这里没有隐患',
          children: '检查、自查中发现的隐患登记后列在这里。可切换上方的标签查看其他状态。',
        }}
      />
    </>
  );
}

/** What may be done with what is ticked; so many at most at once. */
function useBulk(open: (verb: TickedVerb, ids: readonly string[]) => void): readonly BulkAction[] {
  const mayExport = useMay('hazard:export');
  const mayAssign = useMay('hazard:assign');
  const mayRemind = useMay('hazard:remind');
  const mayConfirm = useMay('hazard:confirm');
  const actions: BulkAction[] = [];
  if (mayRemind) actions.push({ label: '催办', run: (ids) => open('remind', ids) });
  if (mayAssign) actions.push({ label: '交办', run: (ids) => open('assign', ids) });
  if (mayConfirm) actions.push({ label: '并入一条', run: (ids) => open('merge', ids) });
  if (mayExport) {
    const save = (ids: readonly string[]) =>
      window.location.assign(urlOf(exportHazards, { query: { ids: ids.slice(0, MOST_TICKED) } }));
    actions.push({ label: `导出所选（每次至多 ${MOST_TICKED} 条）`, run: save });
  }
  return actions;
}

/** People of an enterprise see their own hazards only: nothing there to be told apart by place, trade or channel. */
const ABOUT_OTHERS = ['enterprise', 'division', 'industry', 'channel'];

function useFilters(isOwn: boolean): readonly Filter[] {
  const divisions = useDivisionChoices();
  return useMemo(() => {
    const filters: readonly Filter[] = [
      { kind: 'text', key: 'q', label: '检索', placeholder: '编号、企业、隐患描述、部位' },
      { kind: 'choice', key: 'grade', label: '等级', choices: choices(GRADE_NAMES) },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES), many: true },
      { kind: 'choice', key: 'channel', label: '发现渠道', choices: choices(CHANNEL_NAMES), many: true },
      { kind: 'dates', key: 'discoveredFrom', endKey: 'discoveredTo', label: '发现日期' },
      { kind: 'dates', key: 'registeredFrom', endKey: 'registeredTo', label: '登记日期' },
      { kind: 'choice', key: 'status', label: '状态', choices: choices(STATUS_NAMES), many: true },
      { kind: 'text', key: 'enterprise', label: '企业', placeholder: '企业名称中的词' },
      { kind: 'text', key: 'criterion', label: '判定标准', placeholder: '条款代码或条文中的词' },
      { kind: 'text', key: 'place', label: '部位' },
      { kind: 'dates', key: 'dueFrom', endKey: 'dueTo', label: '先到期限' },
      { kind: 'dates', key: 'rectificationFrom', endKey: 'rectificationTo', label: '整改期限' },
      { kind: 'dates', key: 'closedFrom', endKey: 'closedTo', label: '销号日期' },
      { kind: 'choice', key: 'onTime', label: '是否按期', choices: ON_TIME },
      { kind: 'choice', key: 'listing', label: '挂牌督办', choices: choices(LISTING_STATE_NAMES) },
      { kind: 'choice', key: 'listingLevel', label: '挂牌层级', choices: choices(LISTING_LEVEL_NAMES), many: true },
      { kind: 'dates', key: 'listedFrom', endKey: 'listedTo', label: '挂牌日期' },
      { kind: 'flag', key: 'returned', label: '退回过' },
      { kind: 'flag', key: 'extended', label: '延过期' },
      { kind: 'flag', key: 'recurrent', label: '复发' },
    ];
    return isOwn ? filters.filter(({ key }) => !ABOUT_OTHERS.includes(key)) : filters;
  }, [divisions, isOwn]);
}

function useColumns(isOwn: boolean): readonly Column<HazardRow>[] {
  const names = usePlaceNames();
  return useMemo(() => {
    const columns: readonly Column<HazardRow>[] = [
      { key: 'number', label: SCREEN_COLUMNS.number, width: 182, render: (row) => row.number },
      {
        key: 'description',
        label: SCREEN_COLUMNS.description,
        width: 200,
        grow: true,
        render: (row) => row.description,
      },
      {
        key: 'enterprise',
        label: SCREEN_COLUMNS.enterprise,
        width: 170,
        grow: true,
        render: (row) => row.enterpriseName,
      },
      { key: 'grade', label: SCREEN_COLUMNS.grade, width: 78, render: (row) => <HazardGrade grade={row.grade} /> },
      {
        key: 'status',
        label: SCREEN_COLUMNS.status,
        width: 122,
        render: (row) => <HazardStatus status={row.status} />,
      },
      { key: 'due', label: SCREEN_COLUMNS.due, width: 156, sort: 'due', render: (row) => <NextDue row={row} /> },
      { key: 'division', label: SCREEN_COLUMNS.division, width: 140, render: (row) => names.division(row.division) },
      {
        key: 'industry',
        label: SCREEN_COLUMNS.industry,
        width: 150,
        hidden: true,
        render: (row) => industryName(row.industry),
      },
      { key: 'place', label: SCREEN_COLUMNS.place, width: 140, hidden: true, render: (row) => row.place },
      { key: 'channel', label: SCREEN_COLUMNS.channel, width: 130, hidden: true, render: (row) => row.channelName },
      {
        key: 'discoveredOn',
        label: SCREEN_COLUMNS.discoveredOn,
        width: 110,
        hidden: true,
        sort: 'discovered',
        render: (row) => row.discoveredOn,
      },
      {
        key: 'registeredAt',
        label: SCREEN_COLUMNS.registeredAt,
        width: 150,
        hidden: true,
        sort: 'registered',
        render: (row) => sayInstant(row.registeredAt),
      },
      {
        key: 'rectificationDueOn',
        label: SCREEN_COLUMNS.rectificationDueOn,
        width: 110,
        hidden: true,
        render: (row) => row.rectificationDueOn ?? <Absent kind="none" />,
      },
      {
        key: 'criterion',
        label: SCREEN_COLUMNS.criterion,
        width: 110,
        hidden: true,
        render: (row) => row.criterionCode ?? <Absent kind="none" />,
      },
      {
        key: 'closedAt',
        label: SCREEN_COLUMNS.closedAt,
        width: 150,
        hidden: true,
        sort: 'closed',
        render: (row) => (row.closedAt ? sayInstant(row.closedAt) : <Absent kind="none" />),
      },
      {
        key: 'listing',
        label: SCREEN_COLUMNS.listing,
        width: 150,
        hidden: true,
        render: (row) => <HazardListing row={row} />,
      },
      {
        key: 'returnedCount',
        label: SCREEN_COLUMNS.returnedCount,
        width: 90,
        align: 'right',
        hidden: true,
        render: (row) => row.returnedCount,
      },
    ];
    return isOwn ? columns.filter(({ key }) => !ABOUT_OTHERS.includes(key)) : columns;
  }, [names, isOwn]);
}

/** What lapses next, in a word, and how much is left of it; of a closed one when it was closed. */
function NextDue({ row: { dueOn, dueFor, closedAt } }: { row: HazardRow }) {
  if (closedAt) return `${sayInstant(closedAt).slice(0, 10)} 销号`;
  if (dueOn === null || dueFor === null) return null;
  return (
    <>
      {DUE_NAMES[dueFor].replace('期限', '').replace('报送', '')} <Countdown dueOn={dueOn} brief />
    </>
  );
}
