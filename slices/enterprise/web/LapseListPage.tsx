import { Link } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useBodies, useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import { INDUSTRIES, industryName } from '../domain/industries.ts';
import { countLapsing, exportLapsing, type LapsingRow, listLapsing } from '../domain/lapse.contract.ts';
import { LAPSING_KINDS } from '../domain/lapse.rules.ts';
import { choices } from './choices.ts';
import { PaperStateTag } from './grade-marks.tsx';
import { LapseSettingsDrawer } from './LapseSettingsDrawer.tsx';

const VIEWS: readonly ListView[] = [
  { key: 'expiring', label: '将到期', query: { state: 'expiring' } },
  { key: 'expired', label: '已过期', query: { state: 'expired' } },
  { key: 'all', label: '全部', query: {} },
];

/** What lapses by when, of whom: the enterprise and its department are reminded by themselves. */
export default function LapseListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const bodies = useBodies();
  const mayExport = useMay('enterprise:export');
  const [isSetting, setIsSetting] = useState(false);
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'text', key: 'q', label: '检索', placeholder: '单位名称、信用代码' },
      {
        kind: 'choice',
        key: 'kind',
        label: '类别',
        choices: LAPSING_KINDS.map((kind) => ({ value: kind, label: PAPER_KIND_NAMES[kind] })),
      },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
      {
        kind: 'choice',
        key: 'supervisingBodyId',
        label: '主管部门',
        choices: bodies.map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    [divisions, bodies],
  );
  const columns = useMemo(
    (): readonly Column<LapsingRow>[] => [
      { key: 'name', label: '单位名称', width: 210, grow: true, render: (row) => row.enterpriseName },
      { key: 'kind', label: '类别', width: 120, render: (row) => PAPER_KIND_NAMES[row.kind] },
      { key: 'title', label: '名称', width: 170, grow: true, render: (row) => row.title },
      {
        key: 'endsOn',
        label: '到期日',
        width: 200,
        sort: 'endsOn',
        render: (row) => (
          <>
            {row.endsOn}{' '}
            {row.state === 'expired' ? <PaperStateTag state="expired" /> : <Countdown dueOn={row.endsOn} brief />}
          </>
        ),
      },
      { key: 'division', label: '属地', width: 130, render: (row) => names.division(row.division) },
      {
        key: 'supervisor',
        label: '行业主管部门',
        width: 150,
        render: (row) => names.body(row.supervisingBodyId) ?? <StatusTag label="监管盲区" tone="red" />,
      },
      {
        key: 'remindedOn',
        label: '最近提醒',
        width: 110,
        render: (row) => row.remindedOn ?? <Absent kind="none" />,
      },
      { key: 'industry', label: '监管行业', width: 150, hidden: true, render: (row) => industryName(row.industry) },
      { key: 'number', label: '编号', width: 180, hidden: true, render: (row) => row.number },
      {
        key: 'open',
        label: '档案',
        width: 60,
        render: (row) => (
          <Link to={`/enterprises/${row.enterpriseId}` as never} search={{ tab: 'papers' } as never}>
            打开
          </Link>
        ),
      },
    ],
    [names],
  );
  return (
    <>
      {isSetting && <LapseSettingsDrawer onDone={() => setIsSetting(false)} />}
      <ListPage
        title="证照到期"
        contract={listLapsing}
        count={countLapsing}
        columns={columns}
        filters={filters}
        views={VIEWS}
        {...(mayExport ? { exportUrl: (query) => urlOf(exportLapsing, { query } as never) } : {})}
        actions={<Button onClick={() => setIsSetting(true)}>提醒天数</Button>}
        empty={{
          title: '近期没有到期的证照、标准化等级、安责险和失信列入',
          children: '在企业档案的“许可证照”中登记有效期后，临近到期时列在这里，并提醒企业和主管部门。',
        }}
      />
    </>
  );
}
