import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { ThreeFields } from './ThreeFields.tsx';
import './phone-screening.css';

/** 随手拍: anybody of the enterprise, no task needed; the safety manager answers it. */
export default function PhoneSnapshotPage() {
  usePageTitle('随手拍');
  const { userId } = useSession();
  const { again } = useSearch({ strict: false }) as { again?: string };
  const navigate = useNavigate();
  return (
    <>
      <ThreeFields
        kind="snapshot"
        draftKey={`snapshot.${userId}`}
        again={again ?? null}
        title={(words) => `随手拍：${words}`}
        path="/m/screening/snapshot"
        usualPlace=""
        submitLabel="交给安全管理员"
        bodyOf={({ words, place }, files) => ({ words, place, files, anonymous: false })}
        onKept={() => void navigate({ to: '/m/screening', replace: true } as never)}
      />
      <p className="zb-today-foot">
        <Link to={'/m/snapshots/anonymous' as never}>不想署名？改为匿名报告</Link>
      </p>
    </>
  );
}
