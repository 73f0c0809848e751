import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter } from '@zhiben/platform/web/kit/list/list-types.ts';
import { HOLDING_NAMES } from '../domain/exchange.terms.ts';
import { OFFICIAL_TYPES, TYPE_NAMES } from '../domain/official/index.ts';
import { type HeldRecord, listHeldRecords } from '../domain/records.contract.ts';
import { ExchangeTabs } from './ExchangeTabs.tsx';

const COLUMNS: readonly Column<HeldRecord>[] = [
  { key: 'title', label: '内容', width: 260, grow: true, render: (row) => row.title },
  { key: 'enterpriseName', label: '企业', width: 220, grow: true, render: (row) => row.enterpriseName },
  { key: 'type', label: '类型', width: 130, render: (row) => TYPE_NAMES[row.type] },
];

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    key: 'type',
    label: '类型',
    choices: OFFICIAL_TYPES.map((value) => ({ value, label: TYPE_NAMES[value] })),
  },
  {
    kind: 'choice',
    key: 'state',
    label: '情况',
    choices: Object.entries(HOLDING_NAMES).map(([value, label]) => ({ value, label })),
  },
];

/** The records behind a number of 可报送; without a choice, units that can be reported. */
export default function HeldRecordsPage() {
  return (
    <>
      <ExchangeTabs />
      <ListPage
        title="官方记录"
        contract={listHeldRecords}
        columns={COLUMNS}
        filters={FILTERS}
        recordPath={(id) => id.slice(id.indexOf('/'))}
        empty={{ title: '没有这样的记录', children: '选择类型和情况查看；各类数量见“可报送”。' }}
      />
    </>
  );
}
