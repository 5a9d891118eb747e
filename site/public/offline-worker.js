// Lets a page whose demo was used open again without a network. Nothing is kept before that:
// the page registers this worker after its first prediction and names what to keep.
const keptCache = 'modelfolio-pages-v1';
// The demos' own store of models, runtimes and test images, which they fill themselves.
const verifiedCache = 'modelfolio-files-v1';
// Far more than one version of the site needs; what older versions left behind goes first.
const keptEntries = 120;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function keep(paths) {
  const cache = await caches.open(keptCache);
  await cache.addAll(paths);
  for (const name of [keptCache, verifiedCache]) {
    const store = await caches.open(name);
    const old = (await store.keys()).slice(0, -keptEntries);
    await Promise.all(old.map((request) => store.delete(request)));
  }
  return true;
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (!Array.isArray(event.data?.keep) || !port) return;
  event.waitUntil(
    keep(event.data.keep).then(
      (done) => port.postMessage(done),
      () => port.postMessage(false),
    ),
  );
});

// Pages: the network first, so that a reader never sees an old page while there is a newer one.
async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

// Built files hold their hash in their name: a kept one is always right.
async function builtFile(request) {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && !request.url.endsWith('.gzip')) {
    const cache = await caches.open(keptCache);
    await cache.put(request.url, response.clone());
  }
  return response;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/_astro/')) event.respondWith(builtFile(request));
  else
    event.respondWith(
      fetch(request).catch(async (error) => (await caches.match(request)) ?? Promise.reject(error)),
    );
});
