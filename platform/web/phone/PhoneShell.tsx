import { Link, Outlet, useCanGoBack, useLocation, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { askForSignIn } from '../api.ts';
import { HeadingContext } from '../kit/heading.ts';
import { useWaiting } from '../offline/waiting.ts';
import type { PhonePage } from '../page.ts';
import { useSession } from '../session.ts';
import { pageAt } from '../shell/nav.ts';
import { CrumbContext } from '../shell/page-title.ts';
import { PRODUCT } from '../shell/product.ts';
import { takeUpdate, useUpdateReady } from './app-update.ts';
import { useOnline } from './use-online.ts';
import './phone-shell.css';

/** The phone app around every page: title and back on top, the few main pages at the bottom. */
export function PhoneShell({ pages }: { pages: readonly PhonePage[] }) {
  const { permissions } = useSession();
  const { pathname } = useLocation();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const [crumb, setCrumb] = useState<string | null>(null);
  const tabs = pages
    .filter((page) => page.tab && (page.permission === null || permissions.has(page.permission)))
    .sort((a, b) => (a.tab?.order ?? 0) - (b.tab?.order ?? 0));
  const isTab = tabs.some(({ path }) => path === pathname);
  const title = crumb ?? pageAt(pages, pathname)?.title ?? PRODUCT;
  const goBack = () => {
    if (canGoBack) router.history.back();
    else void router.navigate({ to: '/m' } as never);
  };
  return (
    <CrumbContext value={setCrumb}>
      <div className="zb-phone" data-tabs={isTab}>
        <header className="zb-phone-head">
          {!isTab && (
            <button type="button" className="zb-phone-back" onClick={goBack}>
              <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                <path d="m15 5-7 7 7 7" fill="none" stroke="currentColor" strokeWidth="2" />
              </svg>
              返回
            </button>
          )}
          <h1>{title}</h1>
          <NetworkBadge />
        </header>
        {isTab && <UpdateBar />}
        <main className="zb-phone-main">
          <HeadingContext value="h2">
            <Outlet />
          </HeadingContext>
        </main>
        {isTab && (
          <nav className="zb-phone-tabs" aria-label="主导航">
            {tabs.map(({ path, title, tab }) => {
              const TabIcon = tab?.icon;
              return (
                <Link key={path} to={path as never} activeOptions={{ exact: true }}>
                  {TabIcon && <TabIcon />}
                  {tab?.label ?? title}
                </Link>
              );
            })}
          </nav>
        )}
      </div>
    </CrumbContext>
  );
}

/** On the main pages, where nothing is half written. */
function UpdateBar() {
  if (!useUpdateReady()) return null;
  return (
    <p className="zb-phone-update">
      有新版本，已存在手机里的内容不受影响。
      <button type="button" className="zb-link" onClick={takeUpdate}>
        现在更新
      </button>
    </p>
  );
}

/** Says when there is no network or no session any more, and what waits to be sent; opens what waits. */
function NetworkBadge() {
  const isOnline = useOnline();
  const { userId, isEnded } = useSession();
  const { entries, refused, files } = useWaiting(userId);
  const unsent = [entries > 0 && `${entries} 条`, files > 0 && `${files} 张照片`].filter(Boolean).join('、');
  const words = [refused > 0 && `${refused} 条未接收`, unsent && `${unsent}待上传`].filter(Boolean).join('，');
  return (
    <div role="status" className="zb-phone-network">
      {!isOnline && <span data-tone="offline">无网络</span>}
      {isOnline && isEnded && (
        <button type="button" onClick={askForSignIn}>
          重新登录
        </button>
      )}
      {words && (
        <Link to={'/m/outbox' as never} data-tone={refused > 0 ? 'refused' : 'waiting'}>
          {words}
        </Link>
      )}
    </div>
  );
}
