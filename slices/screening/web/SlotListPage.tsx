import { Link } from '@tanstack/react-router';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import { SLOT_STATE_NAMES, TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import {
  countScreeningSlots,
  listScreeningSlots,
  SLOT_GROUP_NAMES,
  SLOT_GROUPS,
  type SlotRow,
} from '../domain/slot-list.contract.ts';
import { OfEnterprise } from './OfEnterprise.tsx';
import { SLOT_TONES, sayEnd, saySlot } from './screening-words.ts';
import './screening.css';

const VIEWS: readonly ListView[] = SLOT_GROUPS.map((key) => ({
  key,
  label: SLOT_GROUP_NAMES[key],
  query: { state: key },
}));
const FILTERS: readonly Filter[] = [{ kind: 'dates', key: 'from', endKey: 'to', label: '应查日期' }];
const COLUMNS: readonly Column<SlotRow>[] = [
  {
    key: 'task',
    label: '排查任务',
    width: 240,
    grow: true,
    render: (row) => <Link to={`/screening-tasks/${row.taskId}` as never}>{row.taskName}</Link>,
  },
  { key: 'slot', label: '应查时段', width: 200, render: (row) => saySlot(row.slotKey) },
  { key: 'day', label: '计入日期', width: 120, render: (row) => row.day },
  { key: 'level', label: '层级', width: 110, render: (row) => TASK_LEVEL_NAMES[row.level] },
  {
    key: 'state',
    label: '结果',
    width: 150,
    render: (row) => <StatusTag label={SLOT_STATE_NAMES[row.state]} tone={SLOT_TONES[row.state]} />,
  },
  {
    key: 'record',
    label: '记录',
    width: 190,
    render: (row) => {
      if (row.recordId) return <Link to={`/screening-records/${row.recordId}` as never}>看记录</Link>;
      return row.state === 'overdue' ? `${sayEnd(row.makeUpUntil)} 前可补查` : <Absent kind="none" />;
    },
  },
];
const whose = z.object({ enterpriseId: z.string().optional() });

/** The slots that make the figures of an enterprise: what was due, missed, left out, each with its record. */
export default function SlotListPage() {
  return (
    <OfEnterprise title="应查时段">
      <SlotList />
    </OfEnterprise>
  );
}

function SlotList() {
  const [{ enterpriseId = '' }] = useUrlState(whose);
  const { data: file } = useCall(getEnterprise, { params: { id: enterpriseId } }, { enabled: enterpriseId !== '' });
  return (
    <ListPage
      title="应查时段"
      contract={listScreeningSlots}
      count={countScreeningSlots}
      columns={COLUMNS}
      filters={FILTERS}
      views={VIEWS}
      note={
        <p className="zb-scr-note">
          {file && `${file.name}。`}不选日期时为本月至今。完成率 =（按时查 + 补查）÷
          已到期；还没结束、还能补查和停用的时段不在分母中。
        </p>
      }
      empty={{ title: '没有这样的应查时段', children: '换一个日期或结果再看；没有排查任务的企业没有应查时段。' }}
    />
  );
}
