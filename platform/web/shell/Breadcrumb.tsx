import { Link, useLocation } from '@tanstack/react-router';
import type { Page } from '../page.ts';
import { crumbsOf } from './nav.ts';

/** Where one is. @param last what the page calls itself, e.g. the number of its record */
export function Breadcrumb({ pages, last }: { pages: readonly Page[]; last: string | null }) {
  const { pathname } = useLocation();
  const crumbs = crumbsOf(pages, pathname);
  if (crumbs.length === 0) return null;
  return (
    <nav className="zb-crumbs" aria-label="所在位置">
      <ol>
        {crumbs.map(({ label, path }, i) => (
          <li key={`${path ?? ''} ${label}`} aria-current={i === crumbs.length - 1 ? 'page' : undefined}>
            {path === undefined ? (
              <span>{i === crumbs.length - 1 ? (last ?? label) : label}</span>
            ) : (
              <Link to={path as never}>{label}</Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
