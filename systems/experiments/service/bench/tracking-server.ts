import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { interopPython } from '@modelfolio/measuring/interop-python';

/** A tracking server in processes of its own. */
export interface TrackingServer extends AsyncDisposable {
  readonly name: string;
  /** Milliseconds from the start of the process to the first answer from its store. */
  readonly startedMs: number;
  /** Bytes of memory of all its processes, shared ones by their share (PSS). */
  memory(): number;
  /** Asks, over kept connections; resolves to the answer. @throws Error for another status than 200 */
  ask<Answer>(path: string, body?: unknown, method?: string): Promise<Answer>;
}

const api = '/api/2.0/mlflow';
const program = resolve(import.meta.dirname, '../bin/modelfolio-experiments.ts');

/**
 * Our server, on a store.
 *
 * @param beside the first process of a database whose memory counts too
 */
export const startOurs = (
  store: string,
  folder: string,
  { name = 'Modelfolio', beside }: { name?: string; beside?: number } = {},
): Promise<TrackingServer> =>
  start(
    name,
    [process.execPath, program, 'serve', '--backend-store-uri', store, ...artifacts(folder)],
    folder,
    beside === undefined ? [] : [beside],
  );

/** MLflow's server, on a store. @param workers as many as it takes by itself, unless given */
export const startMlflow = (store: string, folder: string, workers?: number): Promise<TrackingServer> =>
  start(
    workers === undefined ? 'MLflow' : `MLflow, ${workers} worker`,
    [
      interopPython(),
      '-m',
      'mlflow',
      'server',
      '--backend-store-uri',
      store,
      ...artifacts(folder),
      ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ],
    folder,
  );

const artifacts = (folder: string): string[] => ['--artifacts-destination', join(folder, 'artifacts')];

async function start(
  name: string,
  command: readonly string[],
  folder: string,
  beside: readonly number[] = [],
): Promise<TrackingServer> {
  const port = await freePort();
  const [file, ...args] = [...command, '--host', '127.0.0.1', '--port', String(port)];
  const log = openSync(join(folder, 'server.log'), 'a');
  const begin = performance.now();
  const child = spawn(file, args, { cwd: folder, stdio: ['ignore', log, log], detached: true });
  const leader = child.pid ?? 0;
  const agent = new Agent({ keepAlive: true });

  async function ask<Answer>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent = request({
      agent,
      port,
      host: '127.0.0.1',
      method,
      path: `${api}${path}`,
      headers: text === undefined ? {} : { 'Content-Type': 'application/json' },
    });
    sent.end(text);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const said = Buffer.concat(chunks).toString();
    if (answer.statusCode !== 200)
      throw new Error(`${name}: ${path}: ${answer.statusCode} ${said.slice(0, 300)}`);
    return JSON.parse(said) as Answer;
  }

  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} has ended: see ${folder}/server.log`);
    try {
      await ask('/experiments/get?experiment_id=0');
      break;
    } catch {
      await sleep(2);
    }
  }
  return {
    name,
    startedMs: performance.now() - begin,
    memory: () => memoryOf([leader, ...beside]),
    ask,
    [Symbol.asyncDispose]: async () => {
      agent.destroy();
      const ended = once(child, 'exit');
      process.kill(-leader, 'SIGTERM');
      await Promise.race([ended, sleep(10_000)]);
      try {
        process.kill(-leader, 'SIGKILL');
      } catch {
        // All have ended.
      }
    },
  };
}

/** Memory of all processes of groups and of what these have started, as Linux tells it: proc_pid_smaps_rollup(5). */
function memoryOf(leaders: readonly number[]): number {
  const parents = new Map<number, number>();
  const members = new Set<number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, parent = '', group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(name), Number(parent));
      if (leaders.includes(Number(group))) members.add(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  const belongs = (pid: number): boolean =>
    members.has(pid) || (pid > 1 && parents.has(pid) && belongs(parents.get(pid) ?? 0));
  let bytes = 0;
  for (const pid of parents.keys())
    if (belongs(pid))
      try {
        const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        bytes += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
      } catch {
        // It has ended meanwhile.
      }
  return bytes;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
