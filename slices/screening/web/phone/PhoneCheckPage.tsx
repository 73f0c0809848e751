import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { serverNow } from '@zhiben/platform/web/offline/device-clock.ts';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { readStored, writeStored } from '@zhiben/platform/web/stored.ts';
import type { ScreeningPack, ScreeningTask } from '@zhiben/slices/screening/domain';
import { useEffect, useState } from 'react';
import { CheckForm } from './CheckForm.tsx';
import type { CheckDraft } from './check-draft.ts';
import { draftOfRefused } from './mend-draft.ts';
import { PackGate } from './PackGate.tsx';
import { slotName, slotStateAt } from './slot-now.ts';
import { useOwnEntries } from './use-pack.ts';

/** One check: items answered with the thumb, then signed. `?slot=` says which slot; without, it is an extra check. */
export default function PhoneCheckPage() {
  return <PackGate>{(pack) => <Check pack={pack} />}</PackGate>;
}

function Check({ pack }: { pack: ScreeningPack }) {
  const { taskId = '' } = useParams({ strict: false }) as { taskId?: string };
  const { slot, again } = useSearch({ strict: false }) as { slot?: string; again?: string };
  const slotKey = slot === undefined ? null : String(slot);
  const { userId } = useSession();
  const navigate = useNavigate();
  const entries = useOwnEntries('record');
  const task = pack.tasks.find(({ id }) => id === taskId);
  const checklist = pack.checklists.find(({ id }) => id === task?.checklistId);
  const key = `check.${userId}.${slotName(taskId, slotKey)}`;
  const [isMended, setMended] = useState(again === undefined);
  usePageTitle(task?.name ?? '排查');

  useEffect(() => {
    if (again === undefined) return;
    void draftOfRefused(again).then((draft) => {
      // What was begun as its mending goes on where it was left.
      if (draft && readStored<CheckDraft | null>(key, null)?.replaces !== again) writeStored(key, draft);
      setMended(true);
    });
  }, [again, key]);

  if (!isMended || !entries) return <Loading />;
  if (!task || !checklist) {
    return (
      <Empty title="这项任务不在您手机的清单里" actions={<Back />}>
        可能已经停止或换了人。联网后任务会自动更新。
      </Empty>
    );
  }
  const signed = slotKey !== null && entries.find((row) => row.about === slotName(taskId, slotKey));
  if (signed && signed.state !== 'refused') {
    return (
      <Empty title="这一次已经签名" actions={<Back />}>
        {signed.state === 'done' ? '服务器已经收到。' : '存在手机里，联网后自动上传，不需要重做。'}
      </Empty>
    );
  }
  return (
    <CheckForm
      key={key}
      draftKey={key}
      task={task}
      checklist={checklist}
      slotKey={slotKey}
      lateNote={lateNote(pack, task, slotKey)}
      onSigned={() => void navigate({ to: '/m/screening', replace: true } as never)}
    />
  );
}

function lateNote(pack: ScreeningPack, task: ScreeningTask, slotKey: string | null): string | null {
  if (slotKey === null) return '这是计划之外的额外检查，单独计数。';
  const slot = pack.slots.find((one) => one.taskId === task.id && one.slotKey === slotKey);
  const state = slot && slotStateAt(slot, serverNow());
  if (state === 'overdue') return `补查：应查时段 ${slotKey} 已经过去。`;
  if (state === 'missed') return `应查时段 ${slotKey} 已过补查期限，将记作额外检查。`;
  return null;
}

const Back = () => (
  <Link to={'/m/screening' as never} className="zb-button">
    回到今日任务
  </Link>
);
