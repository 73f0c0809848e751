import type { Page } from '../page.ts';

export interface NavSection {
  readonly group: string;
  readonly pages: readonly Page[];
}

/** Whether somebody with these permissions may open a page. */
export function mayOpen(page: Pick<Page, 'permission'>, permissions: ReadonlySet<string>): boolean {
  return page.permission === null || permissions.has(page.permission);
}

/**
 * The side navigation of a person, without what the person may not open. The given groups come first, in their order;
 * a group that is not among them follows, so that nothing is ever hidden by a name.
 */
export function navSections(
  pages: readonly Page[],
  groups: readonly string[],
  permissions: ReadonlySet<string>,
): NavSection[] {
  const all = new Set([...groups, ...pages.flatMap(({ nav }) => nav?.group ?? [])]);
  return [...all]
    .map((group) => ({
      group,
      pages: pages
        .filter(({ nav, permission }) => nav?.group === group && mayOpen({ permission }, permissions))
        .filter(({ nav }) => mayOpen({ permission: nav?.permission ?? null }, permissions))
        .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0)),
    }))
    .filter((section) => section.pages.length > 0);
}

/** Whether a pattern (`/hazards/$id`) is that of a path (`/hazards/1`). */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const given = path.split('/');
  return parts.length === given.length && parts.every((part, i) => part.startsWith('$') || part === given[i]);
}

/** The page at a path; a fixed path wins over a parameter. */
export function pageAt<P extends { readonly path: string }>(pages: readonly P[], path: string): P | undefined {
  return pages.find((page) => page.path === path) ?? pages.find((page) => matches(page.path, path));
}

export interface Crumb {
  readonly label: string;
  /** Absent for groups and for the page itself. */
  readonly path?: string;
}

/** The page of the navigation that one is on or below: the one it names, else the longest address that begins the path. */
export function navPageAt(pages: readonly Page[], path: string): Page | undefined {
  const above = pageAt(pages, path)?.under ?? path;
  return pages
    .filter((page) => page.nav && (page.path === above || above.startsWith(`${page.path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** From the group of the navigation by its page down to the page at `path`. */
export function crumbsOf(pages: readonly Page[], path: string): Crumb[] {
  const parts = path.split('/').filter(Boolean);
  const above = path === '/' ? ['/'] : parts.map((_, depth) => `/${parts.slice(0, depth + 1).join('/')}`);
  const navPage = navPageAt(pages, path);
  const isBelow = navPage !== undefined && (path === navPage.path || path.startsWith(`${navPage.path}/`));
  const trail = [
    ...(navPage && !isBelow ? [navPage.path] : []),
    ...above.filter((at) => !isBelow || at.length >= navPage.path.length),
  ].flatMap((at) => {
    const page = pageAt(pages, at);
    return page ? [{ page, path: at }] : [];
  });
  const crumbs = trail.map(({ page, path: at }, i) =>
    i === trail.length - 1 ? { label: page.title } : { label: page.title, path: at },
  );
  return navPage?.nav ? [{ label: navPage.nav.group }, ...crumbs] : crumbs;
}
