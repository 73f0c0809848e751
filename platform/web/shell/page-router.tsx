import {
  type AnyRoute,
  type AnyRouter,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  RouterProvider,
  redirect,
} from '@tanstack/react-router';
import { type ComponentType, type ReactNode, Suspense } from 'react';
import { listHolders } from '../../domain/permission.contract.ts';
import { Empty, Failure, Loading, NoPermission } from '../kit/States.tsx';
import type { Page } from '../page.ts';
import { asProblem } from '../problem.ts';
import { useMay, useSession } from '../session.ts';
import { parseSearch, stringifySearch } from '../url-state.ts';
import { useCall } from '../use-call.ts';
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

/** What routes know of the person who is signed in. */
interface RouterContext {
  readonly permissions: ReadonlySet<string>;
}

/** Routes from announced pages: the code of each is loaded when it is first opened. */
export function createPageRouter({ pages, frame, home, starts }: RouterParts) {
  const root = createRootRouteWithContext<RouterContext>()({ component: frame, notFoundComponent: PageNotFound });
  const route = (page: RoutedPage): AnyRoute => {
    let Content: ComponentType = Nothing;
    return createRoute({
      getParentRoute: () => root,
      path: page.path,
      // Loaded as soon as the pointer rests on a link to it. Not by `lazy`: that suspends once more though the code is
      // there, and React lets 300 ms pass between a fallback and what replaces it.
      loader: async () => {
        Content = (await page.load()).default;
      },
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
  const start = createRoute({
    getParentRoute: () => root,
    path: home,
    // Before anything is shown: a start that showed itself first would cost the slow phone a frame and a round.
    beforeLoad: ({ context }) => {
      const first = starts.find((page) => mayOpen(page, context.permissions));
      if (first) throw redirect({ to: first.path as never, replace: true });
    },
    component: NoStart,
  });
  const routes = pages.map(route);
  return createRouter({
    routeTree: root.addChildren(pages.some(({ path }) => path === home) ? routes : [...routes, start]),
    context: { permissions: new Set<string>() },
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
  return may ? children : <Refused title={page.title} permission={page.permission ?? ''} />;
}

/** A page that is not one's own says whose it is. */
function Refused({ title, permission }: { title: string; permission: string }) {
  const { roleName } = useSession();
  const { data } = useCall(listHolders, { params: { permission } });
  const who = data && data.roles.length > 0 ? `可以办理的岗位：${data.roles.join('、')}。` : '';
  return (
    <NoPermission
      sentence={`“${title}”不在您的岗位（${roleName}）范围内。${who}确需办理，请联系系统管理员调整岗位。`}
      actions={<HomeLink />}
    />
  );
}

/** The pages of whoever is signed in; below the gate. */
export function PageRoutes({ router }: { router: AnyRouter }) {
  const { permissions } = useSession();
  return <RouterProvider router={router} context={{ permissions }} />;
}

const Nothing = () => null;

function NoStart() {
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
