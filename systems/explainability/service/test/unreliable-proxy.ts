import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: it is passed on, answered with a status, its answer loses its last byte's bits, or it is cut. */
export type Fate = 'passed' | 'corrupted' | 'cut' | number;

/**
 * A proxy on the way to a server that does not always work.
 *
 * @param to address of the server
 * @param fateOf what happens to the request of a path
 */
export async function startUnreliableProxy(
  to: string,
  fateOf: (path: string) => Fate,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port } = new URL(to);
  const server = createServer((asked, answered) => {
    const path = asked.url ?? '';
    const fate = fateOf(path);
    if (typeof fate === 'number') {
      answered.writeHead(fate, { 'Content-Type': 'application/json' });
      answered.end(JSON.stringify({ error: { code: fate, message: 'said by the proxy', errors: [] } }));
      return;
    }
    const passedOn = request(
      { hostname, port, path, method: asked.method, headers: { ...asked.headers, connection: 'close' } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const body = Buffer.concat(chunks);
          answered.writeHead(answer.statusCode ?? 502, answer.headers);
          if (fate === 'cut') {
            answered.write(body.subarray(0, body.length - 1));
            setImmediate(() => answered.destroy());
            return;
          }
          if (fate === 'corrupted') body[body.length - 1] = ~(body.at(-1) ?? 0) & 0xff;
          answered.end(body);
        });
      },
    );
    asked.pipe(passedOn);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
