import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Why there is no emulator here; `null` where it can be started. */
export function whyNoEmulator(): string | null {
  if (process.env['FIRESTORE_EMULATOR_HOST']) return null;
  const java = spawnSync('java', ['-version']);
  if (java.status !== 0) return 'no java here, which the Firestore emulator needs';
  const gcloud = spawnSync('gcloud', ['components', 'list', '--only-local-state', '--format=value(id)'], {
    encoding: 'utf8',
  });
  if (gcloud.status !== 0) return 'no gcloud here, which has the Firestore emulator';
  return gcloud.stdout.split('\n').includes('cloud-firestore-emulator')
    ? null
    : 'gcloud has no cloud-firestore-emulator here';
}

const rules = fileURLToPath(new URL('../deploy/firestore.rules', import.meta.url));

/** Starts the emulator with the rules that are deployed, or uses the one that `FIRESTORE_EMULATOR_HOST` names. */
export async function startEmulator(): Promise<{ host: string; stop(): Promise<void> }> {
  const running = process.env['FIRESTORE_EMULATOR_HOST'];
  if (running) return { host: running, stop: async () => {} };
  const host = `127.0.0.1:${await freePort()}`;
  const emulator = spawn(
    'gcloud',
    ['emulators', 'firestore', 'start', `--host-port=${host}`, `--rules=${rules}`, '--quiet'],
    {
      // A group of its own: gcloud starts a shell, which starts java.
      detached: true,
      stdio: 'ignore',
    },
  );
  for (let tries = 0; !(await answers(host)); tries++) {
    if (emulator.exitCode !== null || tries > 300) {
      await stopGroup(emulator);
      throw new Error(`the Firestore emulator did not start on ${host}`);
    }
    await sleep(200);
  }
  return { host, stop: () => stopGroup(emulator) };
}

async function answers(host: string): Promise<boolean> {
  try {
    return (await fetch(`http://${host}/`)).ok;
  } catch {
    return false;
  }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await Promise.race([ended, sleep(5000)]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
