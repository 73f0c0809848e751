import { useParams } from '@tanstack/react-router';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getSnapshot } from '../domain/snapshot.contract.ts';
import { SNAPSHOT_KIND_NAMES } from '../domain/snapshot.rules.ts';
import { SnapshotBody, SnapshotState, SnapshotSteps } from './SnapshotParts.tsx';

export default function SnapshotPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getSnapshot, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPage
      number={SNAPSHOT_KIND_NAMES[data.kind]}
      title={data.place}
      marks={<SnapshotState snapshot={data} />}
      side={<SnapshotSteps snapshot={data} />}
    >
      <SnapshotBody snapshot={data} />
    </RecordPage>
  );
}
