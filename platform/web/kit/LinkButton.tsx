import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link that looks like a button: it leads to a page and does nothing yet. */
export function LinkButton({ to, primary = false, children }: { to: string; primary?: boolean; children: ReactNode }) {
  return (
    <Link to={to as never} className="zb-button" data-kind={primary ? 'primary' : undefined}>
      {children}
    </Link>
  );
}
