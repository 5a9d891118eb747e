// Serves site/dist, or another site, as Firebase Hosting would: Firebase's own static server with the rules of firebase.json.
// The server is put together here, because superstatic's own cannot be told which address to listen on.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import superstatic from 'superstatic/lib/superstatic.js';

const root = join(import.meta.dirname, '..');
const help = `Usage: node site/serve.ts [options]

Serves the built site with the rules of firebase.json.

  --folder <path>  another site than the one that firebase.json names
  --port <number>  port to listen on (default 4321, the next free one if it is taken)
  --help           show this text
`;

function fail(message: string): never {
  process.stderr.write(`serve: ${message}\n`);
  process.exit(1);
}

function readOptions(): { port: number; folder: string | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        folder: { type: 'string' },
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
    if (Number.isInteger(port) && port >= 0 && port < 65_536) return { port, folder: values.folder };
    return fail(`--port ${values.port} is no port: give a number from 0 to 65535`);
  } catch (error) {
    return fail(`${(error as Error).message} (node site/serve.ts --help lists the options)`);
  }
}

type Hosting = { public: string };

function readHosting(folder: string | undefined): Hosting {
  const { hosting } = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')) as { hosting: Hosting };
  const served = folder === undefined ? hosting.public : relative(root, resolve(folder));
  if (!existsSync(join(root, served, 'index.html'))) fail(`${served} holds no site: run npm run build`);
  return { ...hosting, public: served };
}

/** Listens on the port, or the next one that is free. */
async function listen(server: Server, port: number): Promise<void> {
  for (let candidate = port; ; candidate++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((done) => {
      server.once('error', done);
      server.listen(candidate, () => {
        server.off('error', done);
        done(null);
      });
    });
    if (!error) return;
    if (error.code !== 'EADDRINUSE' || candidate >= port + 100) fail(error.message);
  }
}

const { port, folder } = readOptions();
// Text goes out compressed, as from Firebase; files that are compressed already go out as they are.
const serveFile = superstatic({
  config: readHosting(folder),
  cwd: root,
  compression: true,
  fallthrough: false,
});
const server = createServer((request, response) =>
  serveFile(request, response, () => {
    response.statusCode = 404;
    response.end();
  }),
);
await listen(server, port);
const address = server.address();
process.stdout.write(
  `Modelfolio is served at http://localhost:${typeof address === 'object' ? address?.port : port}/\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
