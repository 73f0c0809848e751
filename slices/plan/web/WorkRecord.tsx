import type { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getWork } from '../domain/index.ts';
import { TaskRecord } from './TaskRecord.tsx';

/** The task of an occurrence, with that occurrence marked and ready to be answered. */
export function WorkRecord({ id, Frame }: { id: string; Frame: typeof RecordPage }) {
  const work = useCall(getWork, { params: { id } });
  if (work.isError) return <Failure problem={work.error} onRetry={() => void work.refetch()} />;
  if (!work.data) return <Loading label="正在加载事项" />;
  return <TaskRecord key={id} id={work.data.taskId} Frame={Frame} focus={id} />;
}
