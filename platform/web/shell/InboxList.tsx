import {
  listNotifications,
  type Notification,
  readAllNotifications,
  readNotification,
} from '../../domain/notify.contract.ts';
import { sayAgo, sayInstant } from '../kit/dates.ts';
import { useListRows } from '../kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '../kit/States.tsx';
import { useCommand } from '../use-call.ts';
import './inbox.css';

interface InboxListProps {
  readonly unread: number;
  /** The page of what a notice is about in this app; null where it has none. */
  readonly placeOf: (link: string) => string | null;
  /** Goes there. */
  readonly onOpen: (place: string) => void;
}

const NO_CONDITIONS = {};

/** The notices of the signed-in person, newest first. Opening one marks it as read. */
export function InboxList({ unread, placeOf, onOpen }: InboxListProps) {
  const list = useListRows(listNotifications, undefined, NO_CONDITIONS);
  const read = useCommand(readNotification);
  const readAll = useCommand(readAllNotifications);
  const open = ({ id, link, readAt }: Notification) => {
    if (readAt === null) void read.run({ params: { id } }).catch(() => {});
    const place = link && placeOf(link);
    if (place) onOpen(place);
  };
  if (list.isPending) return <Loading label="正在加载消息" rows={3} />;
  if (list.isError) return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0) {
    return <Empty title="没有消息">有事项交给您、期限临近或有办理结果时，会在这里提醒。</Empty>;
  }
  return (
    <>
      {unread > 0 && (
        <button type="button" className="zb-link" disabled={readAll.isRunning} onClick={() => void readAll.run({})}>
          全部标为已读
        </button>
      )}
      <ul className="zb-inbox-list">
        {list.rows.map((item) => (
          <li key={item.id}>
            <button type="button" data-unread={item.readAt === null} onClick={() => open(item)}>
              {item.readAt === null && <span className="zb-visually-hidden">未读</span>}
              <strong>{item.title}</strong>
              {item.detail && <span className="zb-inbox-detail">{item.detail}</span>}
              {item.link && placeOf(item.link) === null && (
                <span className="zb-inbox-detail">这件事项请在电脑上办理。</span>
              )}
              <small>
                {sayInstant(item.createdAt)}（{sayAgo(item.createdAt, new Date())}）
              </small>
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="zb-button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          更早的消息
        </button>
      )}
    </>
  );
}
