import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const program = resolve(import.meta.dirname, '../../bin/modelfolio-experiments.ts');

/** What a client was told is written. Clients live in the process of the test, which outlives every server. */
interface Acknowledged {
  readonly run: string;
  readonly key: string;
  readonly kind: 'metric' | 'param' | 'run';
}

/** What came of the moments of a trial. */
export interface CrashReport {
  readonly moments: number;
  readonly acknowledged: number;
  /** Acknowledged and not there afterwards. */
  readonly lost: readonly string[];
  /** What `PRAGMA integrity_check` and `PRAGMA foreign_key_check` found. */
  readonly damage: readonly string[];
  /** Requests that an end cut off: none means that no end came under load. */
  readonly cutOff: number;
}

/**
 * Starts a server on one store again and again, and kills it (SIGKILL) at random moments while clients write to it. Its file
 * is examined after each end, and after the last one for all that was acknowledged.
 *
 * @param random from 0 to 1
 */
export async function crashTrial(
  folder: string,
  moments: number,
  clients: number,
  random: () => number,
): Promise<CrashReport> {
  const file = join(folder, 'mlflow.db');
  const acknowledged: Acknowledged[] = [];
  const damage: string[] = [];
  let cutOff = 0;
  for (let moment = 0; moment < moments; moment += 1) {
    const { server, address } = await startServer(folder, file);
    const ended = once(server, 'exit');
    const before = acknowledged.length;
    const load = Array.from({ length: clients }, async (_, client) => {
      try {
        await write(address, `${moment}-${client}`, acknowledged);
      } catch {
        cutOff += 1;
      }
    });
    // A moment under load: not before something was written.
    while (acknowledged.length === before && server.exitCode === null) await sleep(1);
    await sleep(random() * 400);
    server.kill('SIGKILL');
    await Promise.all([ended, ...load]);
    damage.push(...damageOf(file));
  }
  return { moments, acknowledged: acknowledged.length, lost: lostOf(file, acknowledged), damage, cutOff };
}

async function startServer(folder: string, file: string): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(
    process.execPath,
    [
      program,
      'serve',
      '--backend-store-uri',
      file,
      '--port',
      '0',
      '--artifacts-destination',
      join(folder, 'a'),
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return new Promise((done, fail) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (address === undefined) return;
      done({ server, address });
      said = '';
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.once('exit', () => {
      fail(new Error(`the server has ended: ${said}`));
    });
  });
}

/** Writes until the server ends, and notes what was acknowledged. */
async function write(address: string, name: string, acknowledged: Acknowledged[]): Promise<never> {
  async function post<Answer>(path: string, body: object): Promise<Answer> {
    const answer = await fetch(`${address}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Answer;
  }
  for (let number = 0; ; number += 1) {
    const { run } = await post<{ run: { info: { run_id: string } } }>('runs/create', {
      experiment_id: '0',
      run_name: `${name}-${number}`,
    });
    const id = run.info.run_id;
    acknowledged.push({ run: id, key: '', kind: 'run' });
    for (let step = 0; step < 5; step += 1) {
      const key = `loss-${step}`;
      await post('runs/log-metric', { run_id: id, key, value: step, timestamp: 1, step });
      acknowledged.push({ run: id, key, kind: 'metric' });
    }
    const params = Array.from({ length: 20 }, (_, at) => ({ key: `p${at}`, value: 'v' }));
    await post('runs/log-batch', { run_id: id, params });
    for (const { key } of params) acknowledged.push({ run: id, key, kind: 'param' });
  }
}

function damageOf(file: string): string[] {
  const database = new DatabaseSync(file);
  try {
    const checked = database.prepare('PRAGMA integrity_check').all();
    const keys = database.prepare('PRAGMA foreign_key_check').all();
    return [...checked.filter((row) => row['integrity_check'] !== 'ok'), ...keys].map((row) =>
      JSON.stringify(row),
    );
  } finally {
    database.close();
  }
}

function lostOf(file: string, acknowledged: readonly Acknowledged[]): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const find = {
      run: database.prepare("SELECT 1 FROM runs WHERE run_uuid = ? AND '' = ?"),
      metric: database.prepare(
        `SELECT 1 FROM metrics JOIN latest_metrics USING (run_uuid, key) WHERE run_uuid = ? AND key = ?`,
      ),
      param: database.prepare('SELECT 1 FROM params WHERE run_uuid = ? AND key = ?'),
    };
    return acknowledged
      .filter(({ kind, run, key }) => find[kind].get(run, key) === undefined)
      .map(({ kind, run, key }) => `${kind} ${key} of ${run}`);
  } finally {
    database.close();
  }
}
