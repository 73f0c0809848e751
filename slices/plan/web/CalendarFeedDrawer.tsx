import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { closeCalendarFeed, getCalendarFeed, openCalendarFeed } from '../domain/index.ts';

/** A secret address under which a calendar on phone or desk reads what my body owes. Shown once, when it is made. */
export function CalendarFeedDrawer({ onClose }: { onClose: () => void }) {
  const notice = useNotice();
  const feed = useCall(getCalendarFeed, {});
  const open = useCommand(openCalendarFeed, ['plan']);
  const close = useCommand(closeCalendarFeed, ['plan']);
  const [address, setAddress] = useState<string | null>(null);
  const start = async () => {
    const made = await open.run({ body: { commandId: newId() } }).catch(() => null);
    if (made) setAddress(new URL(made.path, window.location.origin).href);
  };
  const stop = async () => {
    const stopped = await close.run({}).catch(() => null);
    if (!stopped) return;
    setAddress(null);
    notice('已停用，原地址不能再读取');
  };
  const copy = async () => {
    if (address === null) return;
    await navigator.clipboard.writeText(address);
    notice('已复制');
  };
  const createdAt = feed.data?.createdAt ?? null;
  const problem = open.problem ?? close.problem;
  return (
    <Drawer open title="订阅到手机日历" onClose={onClose} size="default">
      <p>在手机或电脑的日历应用中“添加订阅日历”，填入下面的地址，本单位的到期事项会自动显示并更新。</p>
      <p>知道地址的人就能看到这些事项，请不要转发；泄露后请重新生成或停用。</p>
      {feed.isPending && <Loading label="正在查询" />}
      {feed.isError && <Failure problem={feed.error} onRetry={() => void feed.refetch()} />}
      {address !== null && (
        <p className="plan-feed-address">
          <Input readOnly value={address} aria-label="订阅地址" onFocus={(event) => event.target.select()} />
          <Button onClick={() => void copy()}>复制</Button>
        </p>
      )}
      {address === null && createdAt !== null && (
        <p className="zb-absent">已于 {sayInstant(createdAt)} 开通。地址只在生成时显示一次。</p>
      )}
      {problem && (
        <p role="alert" className="plan-problem">
          {problem.message}
        </p>
      )}
      {feed.isSuccess && (
        <p className="plan-feed-actions">
          <Button type="primary" loading={open.isRunning} onClick={() => void start()}>
            {createdAt === null ? '生成订阅地址' : '重新生成（原地址失效）'}
          </Button>
          {createdAt !== null && (
            <Button danger loading={close.isRunning} onClick={() => void stop()}>
              停用订阅
            </Button>
          )}
        </p>
      )}
    </Drawer>
  );
}
