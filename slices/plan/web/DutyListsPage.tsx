import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { countDutyLists, type DutyListRow, listDutyLists } from '../domain/index.ts';
import { DutyListState } from './DutyListState.tsx';
import { NewDutyListButton } from './NewDutyListButton.tsx';
import { sayPeriod } from './say-period.ts';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'published', label: '已发布', query: { published: 'true' } },
  { key: 'draft', label: '未发布', query: { published: 'false' } },
];
const FILTERS: readonly Filter[] = [{ kind: 'text', key: 'q', label: '检索', placeholder: '清单名称' }];

const COLUMNS: readonly Column<DutyListRow>[] = [
  { key: 'title', label: '职责清单', width: 280, grow: true, render: (row) => row.title },
  { key: 'state', label: '状态', width: 90, render: (row) => <DutyListState state={row.state} /> },
  {
    key: 'period',
    label: '有效期',
    width: 210,
    render: (row) => (row.startsOn || row.endsOn ? sayPeriod(row.startsOn, row.endsOn) : <Absent />),
  },
  { key: 'parties', label: '责任主体', width: 90, align: 'right', render: (row) => row.parties },
  { key: 'lines', label: '职责', width: 70, align: 'right', render: (row) => row.lines },
  {
    key: 'edition',
    label: '版本',
    width: 80,
    render: (row) => (row.edition === null ? <Absent kind="none" /> : `第 ${row.edition} 版`),
  },
  { key: 'saved', label: '更新', width: 190, render: (row) => `${sayInstant(row.savedAt)} ${row.savedByName}` },
];

export default function DutyListsPage() {
  const mayKeep = useMay('plan:adopt');
  const actions = mayKeep && <NewDutyListButton />;
  return (
    <ListPage
      title="职责清单"
      contract={listDutyLists}
      count={countDutyLists}
      columns={COLUMNS}
      filters={FILTERS}
      {...(mayKeep ? { views: VIEWS } : {})}
      recordPath={(id) => `/duty-lists/${id}`}
      actions={actions}
      empty={{
        title: '还没有职责清单',
        children: mayKeep
          ? '把党政领导和各单位长期承担的职责（会议频次、督导、演练等）列成清单，发布后逐期提醒、填报和核查。'
          : '职责清单由安委办编制，发布后列在这里。',
        actions,
      }}
    />
  );
}
