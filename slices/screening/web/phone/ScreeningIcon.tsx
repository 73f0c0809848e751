/** A ticked sheet, for the bar at the bottom of the phone app. */
export function ScreeningIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M8 4H6a1 1 0 0 0-1 1v15h14V5a1 1 0 0 0-1-1h-2" />
      <path d="M9 2.8h6v3H9zM8.5 13l2.5 2.5 4.5-5" />
    </svg>
  );
}
