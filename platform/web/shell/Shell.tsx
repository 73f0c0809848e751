import { Outlet } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useMemo, useState } from 'react';
import { useLiveUpdates } from '../live.ts';
import type { Page } from '../page.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../use-keys.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { Breadcrumb } from './Breadcrumb.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Icon } from './Icons.tsx';
import { Inbox } from './Inbox.tsx';
import { mayOpen, navSections } from './nav.ts';
import { CrumbContext } from './page-title.ts';
import { PRODUCT, PRODUCT_LONG } from './product.ts';
import { SideNav } from './SideNav.tsx';
import type { Search } from './use-search-hits.ts';
import './shell.css';

export interface ShellProps {
  readonly pages: readonly Page[];
  /** Groups of the side navigation, in order. */
  readonly navGroups: readonly string[];
  readonly search?: Search;
  readonly accountPath: string;
  readonly onSignOut: () => void;
}

/** The console around every page: head, side navigation, where one is, and the page itself. */
export function Shell({ pages, navGroups, search, accountPath, onSignOut }: ShellProps) {
  const { countyName, permissions } = useSession();
  const [isNavOpen, setNavOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [crumb, setCrumb] = useState<string | null>(null);
  const sections = useMemo(() => navSections(pages, navGroups, permissions), [pages, navGroups, permissions]);
  const openPages = useMemo(() => pages.filter((page) => mayOpen(page, permissions)), [pages, permissions]);
  useLiveUpdates();
  useKeys({ 'mod+k': () => setPaletteOpen(true), '/': () => setPaletteOpen(true) });
  return (
    <CrumbContext value={setCrumb}>
      <a className="zb-skip" href="#main">
        跳到正文
      </a>
      <div className="zb-shell">
        <header className="zb-head">
          <button
            type="button"
            className="zb-head-button zb-head-menu"
            aria-label="打开导航"
            aria-expanded={isNavOpen}
            onClick={() => setNavOpen(true)}
          >
            <Icon name="menu" />
          </button>
          <a className="zb-brand" href="/">
            <strong>{PRODUCT}</strong>
            <span>
              {countyName}
              <small>{PRODUCT_LONG}</small>
            </span>
          </a>
          <button type="button" className="zb-search" onClick={() => setPaletteOpen(true)}>
            <Icon name="search" />
            <span>检索编号、企业、隐患、任务</span>
            <kbd>Ctrl K</kbd>
          </button>
          <Inbox />
          <AccountMenu accountPath={accountPath} onSignOut={onSignOut} />
        </header>
        <div className="zb-side">
          <SideNav sections={sections} pages={openPages} />
        </div>
        <main className="zb-main" id="main" tabIndex={-1}>
          <Breadcrumb pages={pages} last={crumb} />
          <Outlet />
        </main>
      </div>
      <Drawer
        open={isNavOpen}
        onClose={() => setNavOpen(false)}
        placement="left"
        size={280}
        title="导航"
        className="zb-side-drawer"
      >
        <SideNav sections={sections} pages={openPages} onNavigate={() => setNavOpen(false)} />
      </Drawer>
      {isPaletteOpen && <CommandPalette sections={sections} search={search} onClose={() => setPaletteOpen(false)} />}
    </CrumbContext>
  );
}
