import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Page } from '../page.ts';
import { type NavSection, navPageAt } from './nav.ts';
import './side-nav.css';

interface SideNavProps {
  readonly sections: readonly NavSection[];
  /** All pages that the person may open, so that one below an entry marks it. */
  readonly pages: readonly Page[];
  readonly onNavigate?: () => void;
}

/** Where one can go, grouped. The page one is on, or below, is marked. */
export function SideNav({ sections, pages: all, onNavigate }: SideNavProps) {
  const { pathname } = useLocation();
  const current = navPageAt(all, pathname);
  const nav = useRef<HTMLElement>(null);
  const at = current?.path;
  // With many groups the marked one can lie below the fold: who opens a link must see where they are.
  useEffect(() => {
    if (at) nav.current?.querySelector('[data-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <nav ref={nav} className="zb-nav" aria-label="主导航">
      {sections.map(({ group, pages }) => (
        <section key={group} aria-label={group}>
          <h2>{group}</h2>
          <ul>
            {pages.map(({ path, title, nav: entry }) => {
              const NavIcon = entry?.icon;
              return (
                <li key={path}>
                  <Link
                    to={path as never}
                    activeOptions={{ exact: true, includeSearch: false }}
                    data-current={path === at}
                    {...(onNavigate ? { onClick: onNavigate } : {})}
                  >
                    {NavIcon && <NavIcon />}
                    <span>{entry?.label ?? title}</span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}
