import { Link } from '@tanstack/react-router';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Drawer } from 'antd';
import { type CellState, type DutyCell, type DutyHead, listDutySlots } from '../domain/duty-matrix.contract.ts';
import { CELL_STATE_NAMES, shareOf } from '../domain/duty-matrix.rules.ts';
import { monthName } from '../domain/effect-month.rules.ts';
import { FILED_DUTIES } from '../domain/filed-duties.rules.ts';
import { SLOT_STATE_NAMES, type SlotState } from '../domain/screening.terms.ts';
import './duty-matrix.css';

/** Each state has its own sign: the matrix reads without colour. */
const SIGNS: Record<CellState, string> = {
  missed: '✕',
  due: '○',
  'made-up': '△',
  done: '✓',
  suspended: '停',
  coming: '·',
  none: '',
  unplanned: '！',
};
const SHOWN: readonly CellState[] = ['missed', 'due', 'made-up', 'done', 'suspended', 'coming', 'unplanned'];

export function CellLegend() {
  return (
    <ul className="zb-duty-legend">
      {SHOWN.map((state) => (
        <li key={state}>
          <i data-state={state} aria-hidden="true">
            {SIGNS[state]}
          </i>
          {CELL_STATE_NAMES[state]}
        </li>
      ))}
      <li>空白：不涉及。数字为完成 / 应完成（已到期的）</li>
    </ul>
  );
}

interface CellProps {
  readonly cell: DutyCell | undefined;
  /** Whose and which, for screen readers. */
  readonly label: string;
  readonly onOpen: () => void;
}

export function Cell({ cell, label, onOpen }: CellProps) {
  if (!cell || cell.state === 'none') return <td className="zb-duty-none" />;
  const share = shareOf(cell);
  const words = share ? `${share.answered}/${share.ended}` : CELL_STATE_NAMES[cell.state];
  if (cell.state === 'unplanned') {
    return (
      <td>
        <span className="zb-duty-cell" data-state={cell.state} title={`${label}：适用，还没有建立任务或从未报送`}>
          <i aria-hidden="true">{SIGNS[cell.state]}</i>
          {CELL_STATE_NAMES[cell.state]}
        </span>
      </td>
    );
  }
  return (
    <td>
      <button
        type="button"
        className="zb-duty-cell"
        data-state={cell.state}
        title={`${label}：${CELL_STATE_NAMES[cell.state]}`}
        aria-label={`${label}：${CELL_STATE_NAMES[cell.state]} ${words}，查看时段和记录`}
        onClick={onOpen}
      >
        <i aria-hidden="true">{SIGNS[cell.state]}</i>
        {words}
      </button>
    </td>
  );
}

/** What a duty rests on; empty for what the enterprise set itself. */
export function DutySource({ duty: { source, caution, confidence } }: { duty: DutyHead }) {
  if (source === '') return null;
  return (
    <small>
      {source}
      {confidence === 'local' && '（外地规定，供参考）'}
      {confidence === 'secondary' && '（转述，原文待核对）'}
      {caution && `；${caution}`}
    </small>
  );
}

const TONES: Record<SlotState, Tone> = {
  missed: 'red',
  overdue: 'orange',
  due: 'blue',
  'made-up': 'yellow',
  done: 'green',
  coming: 'neutral',
  excluded: 'neutral',
};

/** What is filed is not checked: other words. */
const FILED_STATE_NAMES: Record<SlotState, string> = {
  missed: '缺',
  overdue: '待报',
  due: '待报',
  'made-up': '晚于期限',
  done: '按时',
  coming: '未到期',
  excluded: '停用',
};

export interface OpenedCell {
  readonly enterpriseId: string;
  readonly enterpriseName: string;
  readonly duty: string;
  readonly month: string;
}

/** The slots of a cell with their records. */
export function CellDrawer({ cell, onClose }: { cell: OpenedCell; onClose: () => void }) {
  const { enterpriseId, enterpriseName, duty, month } = cell;
  const names = (FILED_DUTIES as readonly string[]).includes(duty) ? FILED_STATE_NAMES : SLOT_STATE_NAMES;
  const { data, error, refetch } = useCall(listDutySlots, { params: { enterpriseId }, query: { duty, month } });
  return (
    <Drawer open title={`${enterpriseName} ${monthName(month)}`} size={560} onClose={onClose} destroyOnHidden>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label="正在加载时段" />}
      {data && (
        <>
          <p className="zb-duty-head">
            <strong>{data.duty.name}</strong>
            <DutySource duty={data.duty} />
          </p>
          <table className="zb-duty-slots">
            <thead>
              <tr>
                <th scope="col">任务</th>
                <th scope="col">时段</th>
                <th scope="col">状态</th>
                <th scope="col">记录</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={`${row.path} ${row.period}`}>
                  <td>{row.path ? <Link to={row.path as never}>{row.title}</Link> : row.title}</td>
                  <td>{row.period.replace('T', ' ').replace('/', ' ')}</td>
                  <td>
                    <StatusTag label={names[row.state]} tone={TONES[row.state]} />
                  </td>
                  <td>
                    {row.recordPath ? (
                      <Link to={row.recordPath as never}>看记录</Link>
                    ) : (
                      <span className="zb-absent">无</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Drawer>
  );
}
