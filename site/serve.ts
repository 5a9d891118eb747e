// Serves site/dist, or another site, as Firebase Hosting would with the rules of firebase.json.
import { existsSync, readFileSync } from 'node:fs';
import { join, matchesGlob, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllowedHost } from '@modelfolio/service/allowed-host';
import { startStaticServer, type StaticFilesOptions } from '@modelfolio/service/static-files';
import compression from 'compression';

const root = join(import.meta.dirname, '..');
const help = `Usage: node site/serve.ts [options]

Serves the built site with the rules of firebase.json.

  --folder <path>   another site than the one that firebase.json names
  --host <address>  address to listen on (default 127.0.0.1: this machine alone)
  --allowed-hosts <names>
                    further host names that it answers to, separated by commas
  --port <number>   port to listen on (default 4321, the next free one if it is taken)
  --help            show this text
`;

function fail(message: string): never {
  process.stderr.write(`serve: ${message}\n`);
  process.exit(1);
}

function readOptions(): { port: number; host: string; allowedHosts: string[]; folder: string | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        folder: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'allowed-hosts': { type: 'string', default: '' },
        port: { type: 'string', default: '4321' },
        help: { type: 'boolean', default: false },
      },
      strict: true,
    });
    if (values.help) {
      process.stdout.write(help);
      process.exit(0);
    }
    const port = Number(values.port);
    const allowedHosts = values['allowed-hosts'].split(',').filter(Boolean);
    const strange = allowedHosts.find((each) => parseAllowedHost(each) === null);
    if (strange !== undefined)
      return fail(
        `--allowed-hosts: ${strange} is no host name: give one such as example.org or *.example.org`,
      );
    if (Number.isInteger(port) && port >= 0 && port < 65_536)
      return { port, host: values.host, allowedHosts, folder: values.folder };
    return fail(`--port ${values.port} is no port: give a number from 0 to 65535`);
  } catch (error) {
    return fail(`${(error as Error).message} (node site/serve.ts --help lists the options)`);
  }
}

/** The part of firebase.json that is followed here. Its clean URLs and trailing slashes are the server's own. */
type Hosting = {
  public: string;
  /** Files that are not deployed. */
  ignore: string[];
  headers: { source: string; headers: { key: string; value: string }[] }[];
};

const { hosting } = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')) as { hosting: Hosting };

/** Later rules win. */
const headersOf: StaticFilesOptions['headersOf'] = (path) =>
  Object.fromEntries(
    hosting.headers
      .filter(({ source }) => matchesGlob(path, source.replace(/^(?!\/)/, '/')))
      .flatMap(({ headers }) => headers.map(({ key, value }) => [key, value])),
  );

const { port, host, allowedHosts, folder } = readOptions();
const served = folder === undefined ? join(root, hosting.public) : resolve(folder);
if (!existsSync(join(served, 'index.html')))
  fail(`${relative(root, served)} holds no site: run npm run build`);
try {
  const server = await startStaticServer(served, {
    port,
    host,
    allowedHosts,
    headersOf,
    isHidden: (file) => hosting.ignore.some((glob) => matchesGlob(file.slice(1), glob)),
    // Text goes out compressed, as from Firebase; files that are compressed already go out as they are.
    through: compression(),
    encodes: compression.filter,
  });
  const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  process.stdout.write(`Modelfolio is served at http://${name}:${server.port}/\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void server.close().then(() => process.exit(0)));
} catch (error) {
  fail((error as Error).message);
}
