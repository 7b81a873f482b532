// The house's service worker: what a page asks it to keep opens without network, too. Nothing about a person is kept:
// pages are fetched once more without the cookie that says who is reading.

const SHELF = "dorflinde-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== SHELF) await caches.delete(name);
  await self.clients.claim();
})()));

const isOurs = (url) => url.origin === self.location.origin;
const isFile = (url) => url.pathname.startsWith("/static/") || url.pathname.endsWith("/grenze.geojson");

async function keep(address) {
  const url = new URL(address, self.location.origin);
  if (!isOurs(url) || (!isFile(url) && !url.pathname.endsWith("/melden/neu/"))) return;
  const answer = await fetch(url.pathname, { credentials: "omit" });
  if (answer.ok) await (await caches.open(SHELF)).put(url.pathname, answer);
}

// A page names itself and what it is made of.
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(Promise.allSettled(event.data.keep.map(keep)));
});

// Network first; what was kept answers only where it does not.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !isOurs(url)) return;
  if (request.mode !== "navigate" && !isFile(url)) return;
  event.respondWith((async () => {
    try {
      return await fetch(request);
    } catch (problem) {
      const kept = await caches.match(url.pathname);
      if (kept) return kept;
      throw problem;
    }
  })());
});
