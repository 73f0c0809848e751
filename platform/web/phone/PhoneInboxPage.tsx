import { useNavigate } from '@tanstack/react-router';
import { useContext } from 'react';
import { InboxList } from '../shell/InboxList.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useUnread } from '../shell/use-unread.ts';
import { PhonePages, phonePlace } from './phone-place.ts';

/** Notices on the phone; each leads to the phone's own page of the same record, or is a text where there is none. */
export default function PhoneInboxPage() {
  usePageTitle('消息');
  const navigate = useNavigate();
  const pages = useContext(PhonePages);
  return (
    <InboxList
      unread={useUnread()}
      placeOf={(link) => phonePlace(link, pages)}
      onOpen={(place) => void navigate({ href: place } as never)}
    />
  );
}
