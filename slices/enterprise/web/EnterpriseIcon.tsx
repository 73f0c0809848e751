/** A works building, for the bottom bar. */
export function EnterpriseIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <path d="M3 21V10l6 4v-4l6 4V4h4v17H3Z" strokeLinejoin="round" />
    </svg>
  );
}
