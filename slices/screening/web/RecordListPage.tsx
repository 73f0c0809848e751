import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { useMemo } from 'react';
import {
  countScreeningRecords,
  exportScreeningRecords,
  listScreeningRecords,
  type RecordRow,
} from '../domain/record.contract.ts';
import { RECORD_STATE_NAMES, TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import { RecordMarks, RecordStateTag } from './record-marks.tsx';
import { saySlot } from './screening-words.ts';
import { LEVEL_CHOICES } from './task-draft.ts';
import { useOwnId } from './use-own-id.ts';
import './screening.css';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'findings', label: '查出问题', query: { having: 'findings' } },
  { key: 'conflict', label: '有冲突', query: { having: 'conflict' } },
  { key: 'missing', label: '照片未到', query: { having: 'missing-files' } },
  { key: 'made-up', label: '补查', query: { state: 'made-up' } },
];
const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const COMMON: readonly Filter[] = [
  { kind: 'text', key: 'q', label: '检索', placeholder: '任务、单元、检查人' },
  { kind: 'dates', key: 'from', endKey: 'to', label: '应查日期' },
  { kind: 'choice', key: 'level', label: '层级', choices: LEVEL_CHOICES },
  { kind: 'choice', key: 'state', label: '时间', choices: choices(RECORD_STATE_NAMES) },
  { kind: 'flag', key: 'mine', label: '我签的' },
];

/** Signed records: of one's own enterprise, or for regulators of those in their scope. */
export default function RecordListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const isRegulator = useOwnId() === '';
  const filters = useMemo(
    (): readonly Filter[] =>
      isRegulator
        ? [
            ...COMMON.slice(0, 2),
            { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
            { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
            ...COMMON.slice(2, 4),
          ]
        : COMMON,
    [isRegulator, divisions],
  );
  const columns = useMemo((): readonly Column<RecordRow>[] => {
    const whose: readonly Column<RecordRow>[] = [
      { key: 'enterprise', label: '单位', width: 220, grow: true, render: (row) => row.enterpriseName },
      { key: 'division', label: '属地', width: 140, render: (row) => names.division(row.division) },
      { key: 'industry', label: '监管行业', width: 130, hidden: true, render: (row) => industryName(row.industry) },
    ];
    return [
      { key: 'task', label: '排查任务', width: 220, grow: true, render: (row) => row.taskName },
      {
        key: 'slot',
        label: '应查时段',
        width: 170,
        sort: 'day',
        render: (row) => (row.slotKey ? saySlot(row.slotKey) : `${row.slotDay}（计划外）`),
      },
      { key: 'state', label: '时间', width: 100, render: (row) => <RecordStateTag state={row.state} /> },
      {
        key: 'result',
        label: '结果',
        width: 220,
        render: (row) =>
          row.bad + row.findings + row.missingFiles + row.conflicts > 0 ? <RecordMarks row={row} /> : '没有不合格',
      },
      ...(isRegulator ? whose : []),
      { key: 'level', label: '层级', width: 100, render: (row) => TASK_LEVEL_NAMES[row.level] },
      { key: 'unit', label: '风险单元', width: 130, render: (row) => row.unitName ?? '不限单元' },
      { key: 'signer', label: '检查人', width: 100, render: (row) => row.signer.name },
      { key: 'signed', label: '签名时间', width: 150, render: (row) => sayInstant(row.signedAt) },
    ];
  }, [isRegulator, names]);
  const mayExport = useMay(exportScreeningRecords.permission);
  return (
    <ListPage
      title="排查记录"
      contract={listScreeningRecords}
      count={countScreeningRecords}
      columns={columns}
      filters={filters}
      views={VIEWS}
      defaultSort="-day"
      recordPath={(id) => `/screening-records/${id}`}
      {...(mayExport && { exportUrl: (query) => urlOf(exportScreeningRecords, { query } as never) })}
      empty={{
        title: '还没有排查记录',
        children: isRegulator
          ? '企业人员在手机上查完签名后，记录列在这里。'
          : '班组和岗位人员在手机端“自查”中查完签名后，记录列在这里；没有网络时先存在手机里，有网后自动上传。',
      }}
    />
  );
}
