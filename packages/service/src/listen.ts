import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';

/** A server that listens. */
export interface Listening {
  /** e.g. `http://0.0.0.0:8080`. */
  readonly address: string;
  /**
   * Takes no more connections and waits until all that is being answered is; after some time, cuts off what is left.
   *
   * @param giveUp called a moment before connections are cut, so that they can be answered with a reason
   */
  drain(withinMs: number, giveUp: () => void): Promise<void>;
}

/** Serves requests over HTTP/1.1. Rejects when the port is taken. @param seconds that an answer may take */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, host, seconds }: { port: number; host: string; seconds: number },
): Promise<Listening> {
  const server: ServerType = createAdaptorServer({
    fetch,
    // Whoever sends a request byte by byte holds a connection for a while only.
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: (seconds + 5) * 1000 },
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { address, port: taken, family } = server.address() as AddressInfo;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    drain: (withinMs, giveUp) => drained(server as Server, withinMs, giveUp),
  };
}

async function drained(server: Server, withinMs: number, giveUp: () => void): Promise<void> {
  const closed = once(server, 'close');
  // Closes connections that wait for a next request; those that are being answered would wait for one afterwards.
  server.close();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(giveUp, withinMs);
  const tooLate = setTimeout(() => server.closeAllConnections(), withinMs + 1000);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
  clearTimeout(tooLate);
}
