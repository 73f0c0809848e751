import { useNavigate } from '@tanstack/react-router';
import { Popover } from 'antd';
import { useState } from 'react';
import { HeadingContext } from '../kit/heading.ts';
import { Icon } from './Icons.tsx';
import { InboxList } from './InboxList.tsx';
import { useUnread } from './use-unread.ts';

const samePlace = (link: string) => link;

/** The bell: how many notices are unread, and the latest of them. */
export function Inbox() {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const unread = useUnread();
  const open = (link: string) => {
    setOpen(false);
    // The phone app is another document.
    if (link.startsWith('/m/')) window.location.assign(link);
    else void navigate({ href: link } as never);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={
        <HeadingContext value="h2">
          <div className="zb-inbox" role="dialog" aria-label="消息">
            <InboxList unread={unread} placeOf={samePlace} onOpen={open} />
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
