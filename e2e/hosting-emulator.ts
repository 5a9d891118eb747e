// Serves site/dist through the Firebase hosting emulator with the repository's own firebase.json, on free ports,
// without a login and without reaching beyond loopback. Prints `Hosting emulator: http://127.0.0.1:<port>`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const firebase = join(
  dirname(createRequire(import.meta.url).resolve('firebase-tools/package.json')),
  'lib/bin/firebase.js',
);

/** `count` ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const { port } = server.address() as AddressInfo;
      await new Promise((closed) => server.close(closed));
      return port;
    }),
  );
}

// The emulators' ports stand in firebase.json, whose folder is the project's: a folder apart holds the same
// hosting block with free ports, and takes the emulator's log and state too.
const folder = mkdtempSync(join(tmpdir(), 'modelfolio-hosting-'));
const [hosting, hub, logging] = await freePorts(3);
const config = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')) as Record<string, unknown>;
const host = '127.0.0.1';
const emulators = {
  hosting: { host, port: hosting },
  hub: { host, port: hub },
  logging: { host, port: logging },
  ui: { enabled: false },
};
writeFileSync(join(folder, 'firebase.json'), JSON.stringify({ ...config, emulators }));
symlinkSync(join(root, 'site'), join(folder, 'site'));

const emulator = spawn(
  process.execPath,
  [firebase, 'emulators:start', '--only', 'hosting', '--project', 'demo-modelfolio'],
  {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    // CI skips the message of the day, the configuration folder is new: no login, no analytics.
    env: { ...process.env, CI: '1', NO_UPDATE_NOTIFIER: '1', XDG_CONFIG_HOME: folder, TMPDIR: folder },
  },
);
let output = '';
emulator.stdout.setEncoding('utf8').on('data', (text: string) => {
  if (output.includes('All emulators ready')) return;
  output += text;
  if (output.includes('All emulators ready'))
    process.stdout.write(`Hosting emulator: http://${host}:${hosting}\n`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => emulator.kill(signal));
emulator.on('exit', (code) => {
  if (!output.includes('All emulators ready')) process.stderr.write(output);
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
