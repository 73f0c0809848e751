import { type AnyRoute, createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { Empty, Failure, Loading, NoPermission } from '../kit/States.tsx';
import type { Page } from '../page.ts';
import { asProblem } from '../problem.ts';
import { useMay, useSession } from '../session.ts';
import { parseSearch, stringifySearch } from '../url-state.ts';
import { mayOpen } from './nav.ts';

type RoutedPage = Pick<Page, 'path' | 'title' | 'permission' | 'load'>;

interface RouterParts {
  readonly pages: readonly RoutedPage[];
  /** What stands around every page. */
  readonly frame: () => ReactNode;
  /** Address of the app: `/` or `/m`. */
  readonly home: string;
  /** Where `home` leads when no page has its address: the first of these that may be opened. */
  readonly starts: readonly RoutedPage[];
}

/** Routes from announced pages: the code of each is loaded when it is first opened. */
export function createPageRouter({ pages, frame, home, starts }: RouterParts) {
  const root = createRootRoute({ component: frame, notFoundComponent: PageNotFound });
  const route = (page: RoutedPage): AnyRoute => {
    const Content = lazy(page.load);
    return createRoute({
      getParentRoute: () => root,
      path: page.path,
      // Loaded as soon as the pointer rests on a link to it.
      loader: () => page.load().then(() => null),
      component: () => (
        <Guarded page={page}>
          <Suspense fallback={<Loading />}>
            <Content />
          </Suspense>
        </Guarded>
      ),
      pendingComponent: () => <Loading delayMs={0} />,
      errorComponent: PageFault,
    }) as unknown as AnyRoute;
  };
  const start = createRoute({ getParentRoute: () => root, path: home, component: () => <Start starts={starts} /> });
  const routes = pages.map(route);
  return createRouter({
    routeTree: root.addChildren(pages.some(({ path }) => path === home) ? routes : [...routes, start]),
    parseSearch,
    stringifySearch,
    // The page before stays until the next is there; only what takes long shows that it does.
    defaultPendingMs: 300,
    defaultPendingMinMs: 0,
    defaultPreload: 'intent',
  });
}

function Guarded({ page, children }: { page: RoutedPage; children: ReactNode }) {
  const may = useMay(page.permission);
  const { roleName } = useSession();
  if (may) return children;
  return (
    <NoPermission
      sentence={`“${page.title}”不在您的岗位（${roleName}）范围内。确需办理，请联系系统管理员调整岗位。`}
      actions={<HomeLink />}
    />
  );
}

function Start({ starts }: { starts: readonly RoutedPage[] }) {
  const { permissions } = useSession();
  const first = starts.find((page) => mayOpen(page, permissions));
  if (first) return <Navigate to={first.path as never} replace />;
  return <Empty title="还没有可以使用的功能">您的账号没有分配岗位，请联系系统管理员。</Empty>;
}

function PageNotFound() {
  return (
    <Empty title="没有这个页面">
      地址可能有误，或者页面已经移走。
      <HomeLink />
    </Empty>
  );
}

function HomeLink() {
  return <a href={/^\/m(\/|$)/.test(window.location.pathname) ? '/m' : '/'}>回到首页</a>;
}

/** A fault of the page itself, or its code could not be loaded: after an update the old files are gone. */
function PageFault({ error }: { error: unknown }) {
  console.error(error);
  return <Failure problem={asProblem(error)} onRetry={() => window.location.reload()} />;
}
