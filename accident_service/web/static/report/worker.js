// Stands between the phone and the network: a driver's page that cannot be fetched becomes the
// page "no connection", which tries again by itself. It keeps nothing but that page.

const PAGE = "/offline";
const KEPT = [PAGE, ...new URL(self.location).searchParams.getAll("keep")];
const STORE = "offline-page";
const DRIVERS = /^\/(report|join|case|cases|safety|sign-in)(\/|$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(KEPT)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode === "navigate" && DRIVERS.test(pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
  } else if (KEPT.includes(pathname) && event.request.method === "GET") {
    event.respondWith(caches.match(event.request).then((found) => found || fetch(event.request)));
  }
});
