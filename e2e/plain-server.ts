import { startStaticServer } from '@modelfolio/service/static-files';

/** A server that sets no header of ours: that nothing runs on a page is then the page's own doing. */
export interface PlainServer {
  url: string;
  stop: () => void;
}

/** Serves the files of a folder. */
export async function servePlainly(folder: string): Promise<PlainServer> {
  const server = await startStaticServer(folder, { port: 0 });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => void server.close() };
}
