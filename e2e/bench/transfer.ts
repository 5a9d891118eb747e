import type { BrowserContext, Request } from '@playwright/test';

/** One response as it crossed the wire. */
export type Transfer = {
  path: string;
  /** Headers and compressed body, as the DevTools protocol counts them (`encodedDataLength`). */
  bytes: number;
  /** `br`, `gzip`, `none`, or in words. */
  encoding: string;
};

async function measured(request: Request): Promise<Transfer | null> {
  const response = await request.response();
  // Served by the service worker, or not by a server at all: nothing crossed the wire.
  if (!response || response.fromServiceWorker() || !request.url().startsWith('http')) return null;
  const { responseBodySize, responseHeadersSize } = await request.sizes();
  const encoding = (await response.headerValue('content-encoding')) ?? 'none';
  return { path: new URL(request.url()).pathname, bytes: responseBodySize + responseHeadersSize, encoding };
}

/**
 * Listens to everything the context's pages, workers and service workers load.
 *
 * @returns a function that tells every transfer finished so far
 */
export function recordTransfers(context: BrowserContext): () => Promise<Transfer[]> {
  const finished: Promise<Transfer | null>[] = [];
  context.on('requestfinished', (request) => finished.push(measured(request)));
  return async () => (await Promise.all(finished)).filter((transfer) => transfer !== null);
}

/** Bytes of all transfers together. */
export const totalBytes = (transfers: Transfer[]): number =>
  transfers.reduce((sum, { bytes }) => sum + bytes, 0);
