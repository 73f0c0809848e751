/** A warning triangle, for the bar at the bottom of the phone app. */
export function HazardIcon() {
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
      <path d="M12 4 2.8 19.5h18.4Z" strokeLinejoin="round" />
      <path d="M12 10v4.5M12 16.6v.6" strokeLinecap="round" />
    </svg>
  );
}
