/** A sheet with a seal, for the bar at the bottom of the phone app. */
export function PaperIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d="M6 3.5h8l4 4v13H6Z" strokeLinejoin="round" />
      <path d="M9 9h5M9 12.5h6" strokeLinecap="round" />
      <circle cx="14" cy="16.5" r="1.6" />
    </svg>
  );
}
