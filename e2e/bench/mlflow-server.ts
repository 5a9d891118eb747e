import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { interopPython } from '@modelfolio/measuring/interop-python';

/** MLflow's own tracking server and user interface. */
export interface MlflowServer {
  url: string;
  stop: () => Promise<void>;
}

/** How long it may take until it answers. */
const patienceMs = 120_000;

/**
 * Starts MLflow's server on a store, with one worker: nobody else asks it anything.
 *
 * @param database path of an `mlflow.db`
 * @throws Error with its own words when it does not serve
 */
export async function startMlflowServer(database: string): Promise<MlflowServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const mlflow = join(dirname(interopPython()), 'mlflow');
  const store = `sqlite:///${database}`;
  const server = spawn(
    mlflow,
    ['server', '--backend-store-uri', store, '--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, cwd: dirname(database) },
  );
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const hasEnded = (): boolean => server.exitCode !== null || server.signalCode !== null;
  // Its workers are processes of their own.
  const stop = (): Promise<void> => {
    if (!hasEnded() && server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
    return ended;
  };
  const start = performance.now();
  for (;;) {
    const answers = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { url, stop };
    if (hasEnded() || performance.now() - start > patienceMs) {
      await stop();
      throw new Error(`mlflow server does not serve: ${said.trim().split('\n').at(-1) ?? ''}`);
    }
    await sleep(200);
  }
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
