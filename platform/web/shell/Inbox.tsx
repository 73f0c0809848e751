import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Popover } from 'antd';
import { useState } from 'react';
import { sayAgo, sayInstant } from '../kit/dates.ts';
import { HeadingContext } from '../kit/heading.ts';
import { Empty, Failure, Loading } from '../kit/States.tsx';
import { asProblem } from '../problem.ts';
import { Icon } from './Icons.tsx';
import './inbox.css';

export interface InboxItem {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Address of what it is about; empty when it leads nowhere. */
  readonly link: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/** Where notices come from; given by the app. */
export interface InboxSource {
  /** Slice name under which live messages renew it. */
  readonly slice: string;
  readonly latest: (signal: AbortSignal) => Promise<{ rows: readonly InboxItem[]; unread: number }>;
  readonly markRead: (id: string) => Promise<unknown>;
  readonly markAllRead: () => Promise<unknown>;
}

/** The bell: how many notices are unread, and the latest of them. */
export function Inbox({ source }: { source: InboxSource }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [source.slice, 'latest'],
    queryFn: ({ signal }) => source.latest(signal),
    refetchInterval: 120_000,
  });
  const unread = data?.unread ?? 0;
  const renew = () => client.invalidateQueries({ queryKey: [source.slice] });
  const open = (item: InboxItem) => {
    if (item.readAt === null) void source.markRead(item.id).then(renew);
    if (!item.link) return;
    setOpen(false);
    void navigate({ href: item.link } as never);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <HeadingContext value="h2">
          <div className="zb-inbox" role="dialog" aria-label="消息">
            <div className="zb-inbox-head">
              <h2>消息</h2>
              {unread > 0 && (
                <button type="button" className="zb-link" onClick={() => void source.markAllRead().then(renew)}>
                  全部标为已读
                </button>
              )}
            </div>
            {isPending && <Loading label="正在加载消息" rows={3} />}
            {error && <Failure problem={asProblem(error)} onRetry={() => void refetch()} />}
            {data?.rows.length === 0 && (
              <Empty title="没有消息">有事项交给您、期限临近或有办理结果时，会在这里提醒。</Empty>
            )}
            <ul>
              {data?.rows.map((item) => (
                <li key={item.id}>
                  <button type="button" data-unread={item.readAt === null} onClick={() => open(item)}>
                    {item.readAt === null && <span className="zb-visually-hidden">未读</span>}
                    <strong>{item.title}</strong>
                    {item.detail && <span>{item.detail}</span>}
                    <small>
                      {sayInstant(item.createdAt)}（{sayAgo(item.createdAt, new Date())}）
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </HeadingContext>
      }
    >
      <button
        type="button"
        className="zb-head-button"
        aria-expanded={isOpen}
        aria-label={unread > 0 ? `消息，${unread} 条未读` : '消息'}
      >
        <Icon name="bell" />
        {unread > 0 && <span className="zb-badge">{unread > 99 ? '99+' : unread}</span>}
      </button>
    </Popover>
  );
}
