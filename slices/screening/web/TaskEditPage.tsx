import { useNavigate, useParams } from '@tanstack/react-router';
import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { LeaveGuard } from '@zhiben/platform/web/kit/form/LeaveGuard.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Failure, Loading, NoPermission } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { getScreeningTask, type ScreeningTask } from '../domain/task.contract.ts';
import { SlotPreview } from './SlotPreview.tsx';
import { TaskFields } from './TaskFields.tsx';
import { draftFaults, draftFrom, type TaskDraft } from './task-draft.ts';
import { useSaveTask } from './use-save-task.ts';
import './screening.css';

/** A task that stands. A change of its schedule holds from the next day on: what was due before stays due. */
export default function TaskEditPage() {
  usePageTitle('修改排查任务');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getScreeningTask, { params: { id }, query: {} });
  const enterpriseId = data?.enterpriseId ?? '';
  const file = useCall(getEnterprise, { params: { id: enterpriseId } }, { enabled: enterpriseId !== '' });
  const problem = error ?? file.error;
  if (problem) return <Failure problem={problem} onRetry={() => void refetch()} />;
  if (!data || !file.data) return <Loading />;
  if (!data.abilities.manage) return <NoPermission sentence="排查任务由本企业的主要负责人和安全管理员修改。" />;
  return <Edit task={data} industry={file.data.industry} holdsFrom={data.changesHoldFrom} />;
}

interface EditProps {
  readonly task: ScreeningTask;
  readonly industry: string;
  readonly holdsFrom: LocalDate;
}

function Edit({ task, industry, holdsFrom }: EditProps) {
  const today = localDate(new Date());
  const [initial] = useState(() => draftFrom(task));
  const [version] = useState(task.version);
  const [draft, setDraft] = useState<TaskDraft>(initial);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const commandId = useNewId();
  const save = useSaveTask();
  const navigate = useNavigate();
  const notice = useNotice();
  const submit = async () => {
    const found = draftFaults(draft);
    setFaults(found);
    setProblem('');
    if (found.size > 0) return;
    setSending(true);
    try {
      await save.edit(draft, version, commandId);
      notice('已保存排查任务');
      void navigate({ to: `/screening-tasks/${task.id}` as never });
    } catch (error) {
      setProblem((error as Error).message);
      setSending(false);
    }
  };
  return (
    <div className="zb-scr-page">
      {draft !== initial && <LeaveGuard what="保存任务" isSending={isSending} />}
      <h1>修改排查任务</h1>
      <p className="zb-scr-lead">
        周期的改动自 {holdsFrom} 起执行；之前应查的时段和已有记录不变，{holdsFrom > today ? '今天仍按原周期查。' : ''}
        其他改动保存后即时生效。
      </p>
      <TaskFields
        draft={draft}
        industry={industry}
        faults={faults}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      <h2>改后应查的日子</h2>
      <SlotPreview schedules={[{ name: draft.name, schedule: draft }]} />
      {problem && <Alert type="error" role="alert" title={problem} />}
      <div className="zb-scr-end">
        <Button type="primary" loading={isSending} onClick={() => void submit()}>
          保存任务
        </Button>
      </div>
    </div>
  );
}
