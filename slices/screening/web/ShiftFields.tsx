import { Button, Input } from 'antd';
import { TimeInput } from './TimeInputs.tsx';
import type { TaskDraft } from './task-draft.ts';
import './checklist-editor.css';

type Shifts = TaskDraft['shifts'];

const PATTERNS: readonly { readonly label: string; readonly shifts: Shifts }[] = [
  { label: '不分班', shifts: [] },
  {
    label: '两班',
    shifts: [
      { name: '白班', start: '08:00', end: '20:00' },
      { name: '夜班', start: '20:00', end: '08:00' },
    ],
  },
  {
    label: '三班',
    shifts: [
      { name: '早班', start: '08:00', end: '16:00' },
      { name: '中班', start: '16:00', end: '00:00' },
      { name: '夜班', start: '00:00', end: '08:00' },
    ],
  },
];
const MOST = 6;

interface Props {
  readonly shifts: Shifts;
  readonly problem: string | undefined;
  readonly onChange: (shifts: Shifts) => void;
}

/** One slot a shift; a shift that does not end later than it begins ends on the next day. */
export function ShiftFields({ shifts, problem, onChange }: Props) {
  const put = (at: number, part: Partial<Shifts[number]>) =>
    onChange(shifts.map((shift, n) => (n === at ? { ...shift, ...part } : shift)));
  return (
    <fieldset className="zb-scr-shifts">
      <legend>班次（每班查一次）</legend>
      <div className="zb-scr-tools">
        {PATTERNS.map(({ label, shifts: pattern }) => (
          <Button
            key={label}
            size="small"
            type={pattern.length === shifts.length ? 'primary' : 'default'}
            onClick={() => onChange([...pattern])}
          >
            {label}
          </Button>
        ))}
      </div>
      {shifts.map((shift, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shifts have no other identity than their place
        <div key={n} className="zb-scr-shift">
          <Input
            aria-label={`第 ${n + 1} 班的名称`}
            value={shift.name}
            maxLength={10}
            onChange={({ target }) => put(n, { name: target.value })}
          />
          <TimeInput
            aria-label={`第 ${n + 1} 班的开始`}
            value={shift.start || null}
            onChange={(start) => put(n, { start: start ?? '' })}
          />
          <span aria-hidden="true">至</span>
          <TimeInput
            aria-label={`第 ${n + 1} 班的结束`}
            value={shift.end || null}
            onChange={(end) => put(n, { end: end ?? '' })}
          />
          <Button type="text" onClick={() => onChange(shifts.filter((_, at) => at !== n))}>
            删除
          </Button>
        </div>
      ))}
      {shifts.length > 0 && shifts.length < MOST && (
        <Button size="small" onClick={() => onChange([...shifts, { name: '', start: '08:00', end: '16:00' }])}>
          添加班次
        </Button>
      )}
      {problem && (
        <small role="alert" className="zb-scr-problem">
          {problem}
        </small>
      )}
    </fieldset>
  );
}
