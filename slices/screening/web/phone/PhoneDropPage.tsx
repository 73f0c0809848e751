import { Link } from '@tanstack/react-router';
import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { appendEntry } from '@zhiben/platform/web/offline/journal.ts';
import { NOBODY } from '@zhiben/platform/web/offline/offline-db.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useEffect, useState } from 'react';
import { DropForm } from '../DropForm.tsx';
import { type Drop, keptDrop } from '../snapshot-drop.ts';
import { keptTicket, refreshTicket } from './drop-ticket.ts';

/** 匿名报告 from the app: kept and sent as nobody's, also without a network (docs/decisions/0009). */
export default function PhoneDropPage() {
  usePageTitle('匿名报告');
  const ticket = useTicket();
  if (ticket === undefined) return <Loading />;
  if (ticket === null) {
    return (
      <Empty title="这台手机还没有匿名报告地址">
        请先在有网络的地方打开一次本页，之后没有网络也能匿名报告；也可以扫墙上的二维码。
      </Empty>
    );
  }
  return (
    <>
      <DropForm
        ticket={ticket.ticket}
        enterpriseName={ticket.enterpriseName}
        promise="没有网络时先存在手机里，不带姓名，联网后自动提交。"
        submit={keep}
      />
      <p>
        <Link to={'/m/outbox' as never}>查看是否已经收到</Link>
      </p>
    </>
  );
}

/** What the enterprise will see; of who wrote it nothing is kept. @throws {StorageFullError} */
async function keep(drop: Drop): Promise<string> {
  await appendEntry({
    id: drop.id,
    owner: NOBODY,
    ownerName: '',
    kind: 'drop',
    title: '匿名报告',
    path: '/m/snapshots/anonymous',
    body: await keptDrop(drop),
    fileIds: [],
  });
  return '已存在手机里，有网络时自动提交，企业收到后在“待上传”里能看到答复期限。';
}

/** undefined: not yet looked; null: there is none on this phone, and no network. */
function useTicket() {
  const [ticket, setTicket] = useState<Awaited<ReturnType<typeof keptTicket>> | undefined>();
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      await refreshTicket().catch(() => {}); // the one that is kept will do
      const kept = await keptTicket();
      if (!isGone) setTicket(kept);
    };
    void look();
    return () => {
      isGone = true;
    };
  }, []);
  return ticket;
}
