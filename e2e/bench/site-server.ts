import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A built site, served as `npm start` serves it, on a free port. */
export type SiteServer = { url: string; stop: () => Promise<void> };

/**
 * Starts `site/serve.ts`.
 *
 * @param folder the site; this repository's own if none is named
 * @throws Error with the server's own words when it ends before it serves
 */
export async function startSiteServer(folder?: string): Promise<SiteServer> {
  const program = join(import.meta.dirname, '../../site/serve.ts');
  const server = spawn(process.execPath, [program, ...(folder === undefined ? [] : ['--folder', folder])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((end) => server.on('exit', () => end()));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (text: string) => {
      output += text;
      const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(output);
      if (address) resolve(address[0].replace('localhost', '127.0.0.1'));
    };
    server.stdout.setEncoding('utf8').on('data', read);
    server.stderr.setEncoding('utf8').on('data', read);
    void ended.then(() => reject(new Error(`the site cannot be served: ${output.trim() || 'no output'}`)));
  });
  return {
    url,
    stop: () => {
      server.kill('SIGTERM');
      return ended;
    },
  };
}
