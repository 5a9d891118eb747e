import { createServer, type Server } from 'node:http';
import sirv from 'sirv';
import { isolationHeaders } from '../integrations/isolation-headers.ts';

/**
 * Serves a built site on this machine, with the headers that let WebAssembly use threads.
 *
 * @param port the first to try; the next free one is taken
 * @returns the server and its address
 */
export async function serveFolder(
  folder: string,
  port: number,
): Promise<{ server: Server; address: string }> {
  // Reads the disk for each file: a build replaces the folder while it is served.
  const serve = sirv(folder, {
    dev: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
      response.setHeader('Cache-Control', 'no-cache');
    },
  });
  const server = createServer((request, response) =>
    serve(request, response, () => {
      response.statusCode = 404;
      response.end('There is no page at this address.\n');
    }),
  );
  for (let candidate = port; ; candidate++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((done) => {
      server.once('error', done);
      server.listen(candidate, '127.0.0.1', () => {
        server.off('error', done);
        done(null);
      });
    });
    if (error && (error.code !== 'EADDRINUSE' || candidate >= port + 100)) throw error;
    if (error) continue;
    const bound = server.address();
    return { server, address: `http://localhost:${typeof bound === 'object' ? bound?.port : port}/` };
  }
}
