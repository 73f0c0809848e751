import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useClockWarning } from '@zhiben/platform/web/offline/device-clock.ts';
import { StorageNotice } from '@zhiben/platform/web/offline/StorageNotice.tsx';
import { useWaiting } from '@zhiben/platform/web/offline/waiting.ts';
import { useSession } from '@zhiben/platform/web/session.ts';
import type { ScreeningPack } from '@zhiben/slices/screening/domain';
import type { ReactNode } from 'react';
import { usePack } from './use-pack.ts';
import '@zhiben/platform/web/phone/phone-list.css';
import './phone-screening.css';

/** Shows a page as soon as there is a pack on this phone, else says what to do. */
export function PackGate({ children }: { children: (pack: ScreeningPack) => ReactNode }) {
  const { pack, problem, refresh } = usePack();
  if (pack) return children(pack);
  if (problem?.status === 0) {
    return (
      <Empty
        title="这台手机还没有您的任务"
        actions={
          <button type="button" className="zb-button" onClick={refresh}>
            重试
          </button>
        }
      >
        请先在有网络的地方打开一次本页，任务和清单会存到手机里，之后没有网络也能用。
      </Empty>
    );
  }
  if (problem) return <Failure problem={problem} onRetry={refresh} />;
  return <Loading label="正在加载今日任务" />;
}

/** What may go wrong with this phone, said before it does. */
export function PhoneNotices() {
  const clock = useClockWarning();
  const { userId } = useSession();
  const { entries, files } = useWaiting(userId);
  return (
    <>
      {clock && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {clock}
        </p>
      )}
      <StorageNotice hasUnsent={entries + files > 0} />
    </>
  );
}
