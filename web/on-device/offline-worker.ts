/**
 * Lets the page of this device open without a network: it keeps the page's own scripts and styles, and nothing that the
 * service answers. The build puts the list of files in the place of the two names.
 */
declare const OFFLINE_VERSION: string;
declare const OFFLINE_FILES: readonly string[];

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends LastingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const PREFIX = 'docket-page-';
const NAME = PREFIX + OFFLINE_VERSION;
const PAGE = '/index.html';

async function keepPage(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll([PAGE, ...OFFLINE_FILES].map((address) => new Request(address, { cache: 'reload' })));
}

async function forgetOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function keptFile(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(address)) ?? fetch(request);
}

async function pageOrKept(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return keptFile(PAGE, request);
  }
}

self.addEventListener('install', (event) => (event as LastingEvent).waitUntil(keepPage()));
self.addEventListener('activate', (event) => (event as LastingEvent).waitUntil(forgetOlder()));
self.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as RequestEvent;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') respondWith.call(event, pageOrKept(request));
  else if (OFFLINE_FILES.includes(pathname)) respondWith.call(event, keptFile(pathname, request));
});

export {};
