import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { Timeline, type TimelineEntry } from '@zhiben/platform/web/kit/Timeline.tsx';
import { usePlaceNames } from '@zhiben/slices/division/web';
import type { ReactNode } from 'react';
import type { Progress, Task } from '../domain/index.ts';

/** What happened to a task, newest first: assignments, reports with their evidence, decisions. */
export function TaskTimeline({ task }: { task: Task }) {
  const names = usePlaceNames();
  if (task.history.length === 0) return <p className="zb-absent">还没有分派，没有进展。</p>;
  const entries = [...task.history].reverse().map((fact): TimelineEntry => {
    const base = { id: fact.id, at: fact.at, who: fact.who };
    const progress = task.progress.find((one) => one.id === fact.data.progressId);
    switch (fact.action) {
      case 'plan:assign':
        return { ...base, what: `分派给${String(fact.data.lead)}牵头`, detail: supportersOf(fact.data.supporting) };
      case 'plan:report':
        return {
          ...base,
          what: `${progress ? names.body(progress.bodyId) : ''}${progress?.claimsCompletion ? '报告任务完成' : '填报进展'}`,
          tone: 'blue',
          detail: progress && <ProgressDetail task={task} progress={progress} />,
        };
      case 'plan:verify':
        return {
          ...base,
          what: fact.data.claimsCompletion ? '核查通过，任务完成' : '核查通过',
          tone: 'green',
          detail: String(fact.data.reason ?? ''),
        };
      case 'plan:add-duty':
        return { ...base, what: '补充要求', detail: String(fact.data.quote ?? '') };
      case 'plan:waive':
        return { ...base, what: `免报 ${periodsOf(fact.data.dueOn)}`, detail: String(fact.data.reason ?? '') };
      case 'plan:return':
        return { ...base, what: '退回', tone: 'red', detail: String(fact.data.reason ?? '') };
      default:
        return { ...base, what: fact.action };
    }
  });
  return <Timeline entries={entries} />;
}

function supportersOf(names: unknown): ReactNode {
  return Array.isArray(names) && names.length > 0 ? `配合：${names.join('、')}` : null;
}

function periodsOf(dueOn: unknown): string {
  return Array.isArray(dueOn) ? `${dueOn.length} 期（期限 ${dueOn.join('、')}）` : '';
}

export function ProgressDetail({ task, progress }: { task: Task; progress: Progress }) {
  const answered = task.obligations.filter((duty) => progress.obligationIds.includes(duty.id));
  return (
    <div className="plan-progress">
      <p>{progress.text}</p>
      {progress.figures.length > 0 && (
        <p>
          {progress.figures
            .map(({ name, value, unit }) => `${name} ${value.toLocaleString('en-US')} ${unit}`)
            .join('；')}
        </p>
      )}
      <small>
        办理日期 {progress.happenedOn}
        {answered.length > 0 && `　对应要求：${answered.map((duty) => `“${duty.quote}”`).join('、')}`}
      </small>
      {progress.files.length > 0 && <FileList files={progress.files} />}
    </div>
  );
}
