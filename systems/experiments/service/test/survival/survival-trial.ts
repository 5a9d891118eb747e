import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach } from 'vitest';
import { startService } from '../running-program.ts';

/** What was answered. */
export interface Answered {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- what it is, a test says
  readonly json: any;
}

export type Service = Awaited<ReturnType<typeof startService>>;

/** Real servers in a folder of their own for each test; ended after it. */
export function survivalTrial() {
  let folder: string;
  let started: Service[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'survival-'));
  });
  afterEach(async () => {
    for (const service of started) service.signal('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    started = [];
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (path: string): string => join(folder, path);

  return {
    at,
    /** Starts one on `mlflow.db` of the folder, with its artifacts beside. */
    start: async (
      args: readonly string[] = [],
      { store = at('mlflow.db'), artifacts = at('artifacts'), launch }: Starting = {},
    ): Promise<Service> => {
      const service = await startService([store, '--artifacts-destination', artifacts, ...args], {}, launch);
      started.push(service);
      return service;
    },
  };
}

interface Starting {
  readonly store?: string;
  readonly artifacts?: string;
  /** What Node is started with. */
  readonly launch?: readonly string[];
}

/** Asks a server, under MLflow's prefix. */
export async function ask(url: string, path: string, body?: unknown): Promise<Answered> {
  const answer = await fetch(`${url}/api/2.0/mlflow/${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  return { status: answer.status, json: JSON.parse(await answer.text()) };
}

/** Asks for what has to be answered. @throws Error with what is refused */
export async function need(url: string, path: string, body?: unknown): Promise<Answered['json']> {
  const { status, json } = await ask(url, path, body);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}

/** A new run of the default experiment. */
export const newRun = async (url: string, more: object = {}): Promise<string> =>
  (await need(url, 'runs/create', { experiment_id: '0', ...more })).run.info.run_id;

/** What SQLite finds damaged in a store. */
export function damageOf(file: string): unknown[] {
  const database = new DatabaseSync(file);
  try {
    return [
      ...database.prepare('PRAGMA integrity_check').all(),
      ...database.prepare('PRAGMA foreign_key_check').all(),
    ].filter((row) => row['integrity_check'] !== 'ok');
  } finally {
    database.close();
  }
}
