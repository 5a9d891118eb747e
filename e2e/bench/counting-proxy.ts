import { createServer, connect, type AddressInfo } from 'node:net';

/** Counts what a browser receives, on the wire: nothing a page, a worker or a service worker loads escapes it. */
export type CountingProxy = { url: string; received: () => number; stop: () => Promise<void> };

/** Passes connections on to the server at `target` and counts the bytes that come back. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  let received = 0;
  const open = new Set<{ destroy: () => void }>();
  const proxy = createServer((browser) => {
    const server = connect(Number(port), hostname);
    for (const socket of [browser, server]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => {
        browser.destroy();
        server.destroy();
      });
    }
    server.on('data', (bytes: Buffer) => (received += bytes.length));
    browser.pipe(server).pipe(browser);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    received: () => received,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => proxy.close(closed));
    },
  };
}
