/*
 * Opens the phone app without a network, at any of its addresses. The page comes from the cache together with the files
 * it was built with, so that they always fit; a new version is fetched beside it and takes over when the app is opened
 * next, never under a page that is open. Nothing of the API is cached, and what waits to be sent lies in the app's own
 * store, which no update touches. VERSION and FILES are filled in by the build (vite-plugins.ts).
 */
const VERSION = '__VERSION__';
const FILES = __FILES__;
const CACHE = `zhiben-m-${VERSION}`;
const PAGE = '/m';
const TAKE_OVER = 'take-over';

self.addEventListener('install', (event) => {
  const all = [new Request(PAGE, { cache: 'reload' }), ...FILES];
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(all)));
});

self.addEventListener('message', ({ data }) => {
  if (data === TAKE_OVER) void self.skipWaiting();
});

/** The version before stays: a page of it may still be open, and loads its parts when they are first needed. */
self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const others = (await caches.keys()).filter((key) => key.startsWith('zhiben-m-') && key !== CACHE);
    await Promise.all(others.slice(0, -1).map((key) => caches.delete(key)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request));
  else if (url.pathname.startsWith('/assets/') || FILES.includes(url.pathname)) event.respondWith(cacheFirst(request));
});

/** Cancels what this version still fetches: a worker gives way only when nothing of its own is under way. */
let fetching = new AbortController();

async function cacheFirst(request) {
  const cached = await caches.match(request, { ignoreSearch: true });
  return cached ?? fetch(request, { signal: fetching.signal });
}

/** Longer than giving way takes; after that the page opens as it is, and the new version comes another time. */
const GIVES_WAY_MS = 5_000;
let firstAsked = 0;

/**
 * Stands while this version gives way. It asks for nothing until then: a request that meets a worker just as it ends is
 * never answered by Chromium. The header is for a change that came before the page could listen.
 */
const CHANGING = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>正在换上新版本</title>
<meta name="viewport" content="width=device-width"><p style="font:16px sans-serif;text-align:center;margin-top:40vh">正在换上新版本…</p>
<script>navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())</script>`;

async function openPage(request) {
  const { waiting } = self.registration;
  if (waiting && (await self.clients.matchAll({ type: 'window' })).length < 2) {
    firstAsked ||= Date.now();
    if (Date.now() - firstAsked < GIVES_WAY_MS) {
      // Nobody else has the app open: the new version takes over.
      fetching.abort();
      fetching = new AbortController();
      waiting.postMessage(TAKE_OVER);
      return new Response(CHANGING, { headers: { refresh: '2', 'content-type': 'text/html' } });
    }
  }
  const own = await caches.open(CACHE);
  return (await own.match(PAGE)) ?? fetch(request);
}
