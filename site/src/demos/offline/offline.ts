/** Path of the service worker, which `public/` serves from the root so that it may answer for every page. */
const workerPath = '/offline-worker.js';

/** What the page asks of the service worker. */
export type KeepRequest = { keep: string[] };

/** This page, and what it has loaded from this site so far. */
function loadedHere(): string[] {
  const own = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin }) => origin === location.origin)
    .map(({ pathname }) => pathname)
    // Files proven by their hash are kept by `download` already.
    .filter((path) => !path.startsWith('/artifacts/') && !path.endsWith('.gzip'));
  return [...new Set([location.pathname, ...own])];
}

/**
 * Keeps this page and its parts in the browser, so that it opens without a network.
 *
 * @returns whether everything was kept; `false` also where the browser has no service workers
 */
export async function keepForOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return false;
  try {
    await navigator.serviceWorker.register(workerPath);
    const { active } = await navigator.serviceWorker.ready;
    if (!active) return false;
    const { port1, port2 } = new MessageChannel();
    const kept = new Promise<boolean>((resolve) => {
      port1.addEventListener('message', ({ data }: MessageEvent<boolean>) => resolve(data));
      port1.start();
    });
    const request: KeepRequest = { keep: loadedHere() };
    active.postMessage(request, [port2]);
    return await kept;
  } catch {
    return false;
  }
}
