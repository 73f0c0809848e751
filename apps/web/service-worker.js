/*
 * Opens the phone app without a network. Files with a hash in their name are taken from the cache; the page itself is
 * asked for first, so that an update arrives at the next opening with a network. Nothing of the API is cached: what
 * waits to be sent lies in the app's own store. VERSION and FILES are filled in by the build (vite-plugins.ts).
 */
const VERSION = '__VERSION__';
const FILES = __FILES__;
const CACHE = `zhiben-m-${VERSION}`;
const PAGE = '/m';
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, ...FILES]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((keys) =>
        Promise.all(
          keys.filter((key) => key.startsWith('zhiben-m-') && key !== CACHE).map((key) => caches.delete(key)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(pageFirst(request));
  else if (FILES.includes(url.pathname)) event.respondWith(cacheFirst(request));
});

async function cacheFirst(request) {
  const cached = await caches.match(request, { ignoreSearch: true });
  return cached ?? fetch(request);
}

/** From the network, unless it is silent for too long: a line that hangs is worse than none. */
async function pageFirst(request) {
  const cached = await caches.match(PAGE);
  try {
    const patience = new Promise((_, give) => setTimeout(() => give(new Error('slow')), PATIENCE_MS));
    const response = await (cached ? Promise.race([fetch(request), patience]) : fetch(request));
    return response.ok || !cached ? response : cached;
  } catch (error) {
    if (cached) return cached;
    throw error;
  }
}
