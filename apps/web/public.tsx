import 'virtual:tokens.css';
import '@zhiben/platform/web/kit/base.css';
import { type ComponentType, lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';

/** Each kind of page loads its own script alone. */
const PAGES: readonly (readonly [RegExp, ComponentType])[] = [
  [
    /^\/public\/(commitments|snapshots)(\/|$)/,
    lazy(() => import('@zhiben/slices/screening/web/public').then((m) => ({ default: m.PublicScreening }))),
  ],
  [/./, lazy(() => import('@zhiben/slices/supervision/web/public').then((m) => ({ default: m.PublicNotices })))],
];
const [, Page] = PAGES.find(([pattern]) => pattern.test(window.location.pathname)) as (typeof PAGES)[number];

createRoot(document.getElementById('app') as HTMLElement).render(
  <Suspense>
    <Page />
  </Suspense>,
);
