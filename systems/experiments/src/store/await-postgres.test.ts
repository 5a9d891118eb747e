import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, startPostgres, type PostgresServer } from '../../test/postgres-server.ts';
import { awaitPostgres } from './await-postgres.ts';

const signal = new AbortController().signal;
const listening = (server: Server, port = 0): Promise<number> =>
  new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

/** A port of loopback that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('waiting for a database', () => {
  it('ends when its time is over, and has told once why it waits', async () => {
    const told: string[] = [];
    const began = performance.now();
    const url = `postgresql://me@127.0.0.1:${await closedPort()}/mlflow`;
    await awaitPostgres(url, { signal, told: (why) => told.push(why), seconds: 1 });
    expect(performance.now() - began).toBeGreaterThan(300);
    expect(told).toEqual([expect.stringContaining('ECONNREFUSED')]);
  });

  it('ends when nobody waits any longer', async () => {
    const stop = new AbortController();
    const url = `postgresql://me@127.0.0.1:${await closedPort()}/mlflow`;
    let waits = 0;
    const told = (): void => {
      waits += 1;
      stop.abort();
    };
    // Longer than a test may take.
    await awaitPostgres(url, { signal: stop.signal, told, seconds: 3600 });
    expect(waits).toBe(1);
  });

  it.each([
    ['ends each connection', (socket: Socket) => socket.destroy(), 'Connection terminated'],
    ['never says a word', () => {}, 'timeout expired'],
  ])('goes on trying while somebody %s', async (_, answer, words) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      answer(socket);
    });
    const told: string[] = [];
    const url = `postgresql://me@127.0.0.1:${await listening(server)}/mlflow`;
    await awaitPostgres(url, { signal, told: (why) => told.push(why), seconds: 1 });
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(told).toEqual([expect.stringContaining(words)]);
  });

  describe.skipIf(!hasPostgres())('with PostgreSQL', () => {
    let server: PostgresServer;
    let url: string;
    beforeAll(async () => {
      server = await startPostgres();
      url = await server.newDatabase();
    });
    afterAll(() => server.stop());

    it('goes on as soon as it answers', async () => {
      const told: string[] = [];
      const port = await closedPort();
      const { port: real } = new URL(url);
      const { connect } = await import('node:net');
      // It listens only after somebody was refused.
      const proxy = createServer((socket) => {
        const there = connect(Number(real), '127.0.0.1');
        socket
          .on('error', () => {})
          .pipe(there.on('error', () => {}))
          .pipe(socket);
      });
      const begun = (why: string): void => {
        told.push(why);
        void listening(proxy, port);
      };
      await awaitPostgres(url.replace(`:${real}/`, `:${port}/`), { signal, told: begun, seconds: 3600 });
      proxy.close();
      expect(told).toHaveLength(1);
    });

    it('does not wait for what does not pass', async () => {
      const told: string[] = [];
      const wrong = url.replace(/:\/\/app:\w+@/, '://app:wrong@');
      expect(wrong).not.toBe(url);
      await awaitPostgres(wrong, { signal, told: (why) => told.push(why), seconds: 30 });
      expect(told).toEqual([]);
    });
  });
});
