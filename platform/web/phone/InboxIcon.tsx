import { useUnread } from '../shell/use-unread.ts';

/** The bell of the bottom bar, with the number of unread notices. */
export function InboxIcon() {
  const unread = useUnread();
  return (
    <span className="zb-phone-bell">
      <svg
        viewBox="0 0 24 24"
        width="24"
        height="24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        aria-hidden="true"
      >
        <path d="M6 10a6 6 0 1 1 12 0v4l2 3H4l2-3v-4ZM10 20h4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {unread > 0 && (
        <span className="zb-badge">
          {unread > 99 ? '99+' : unread}
          <span className="zb-visually-hidden">条未读</span>
        </span>
      )}
    </span>
  );
}
