import { startStaticServer, type StaticServer } from '@modelfolio/service/static-files';
import { isolationHeaders } from '../integrations/isolation-headers.ts';

/**
 * Serves a built site on this machine, with the headers that let WebAssembly use threads.
 *
 * @param port the first to try; the next free one is taken
 */
export function serveFolder(folder: string, port: number): Promise<StaticServer> {
  const headers = { ...isolationHeaders, 'Cache-Control': 'no-cache' };
  return startStaticServer(folder, { port, headersOf: () => headers });
}
