import { useNavigate } from '@tanstack/react-router';
import { InboxList } from '../shell/InboxList.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useUnread } from '../shell/use-unread.ts';

/** Notices on the phone; each leads to the phone's own page of the same record. */
export default function PhoneInboxPage() {
  usePageTitle('消息');
  const navigate = useNavigate();
  const open = (link: string) => void navigate({ href: link.startsWith('/m/') ? link : `/m${link}` } as never);
  return <InboxList unread={useUnread()} onOpen={open} />;
}
