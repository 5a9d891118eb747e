#!/usr/bin/env node
// npm run bench:experiments: our tracking server beside MLflow's.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { largeStore } from '@modelfolio/measuring/large-store';
import { withFolder } from '@modelfolio/measuring/with-folder';
import { hasPostgres, startPostgres } from '@modelfolio/experiments/testing/postgres-server';
import { copyRuns } from './copy-runs.ts';
import { experimentsReport, type Measured } from './experiments-report.ts';
import { measureClients, measureRound, prepare, type Calls, type Prepared } from './measure-calls.ts';
import { startMlflow, startOurs, type TrackingServer } from './tracking-server.ts';

const benchmark: Benchmark = {
  name: 'experiments',
  description: `Measures our tracking server beside MLflow's, with its default workers and with one, on copies of one store that
MLflow made, prints how much longer MLflow takes and writes content/reports/experiments-benchmark.json.`,
  flags: {
    quick: { type: 'boolean', description: 'a small store and few calls (the report is then not written)' },
  },
  isRough: (flags) => flags['quick'] === true,

  measure: (flags, { say, circumstances }) =>
    withFolder(async (folder) => {
      const isQuick = flags['quick'] === true;
      const [runs, points, rounds] = isQuick ? [500, 2000, 1] : [10_000, 50_000, 3];
      const store = await largeStore(runs, { metrics: 10, steps: 5 });
      await using servers = new AsyncDisposableStack();
      const started: Started[] = [];
      for (const [at, { starter, experiment }] of (await startersOf(store, servers)).entries()) {
        const place = join(folder, String(at));
        mkdirSync(place);
        copyFileSync(store, join(place, 'mlflow.db'));
        const startsAnew = isQuick ? 0 : 2;
        const starts: number[] = [];
        // The first start adds indexes, or makes bytecode.
        for (let turn = 0; turn < startsAnew; turn++) {
          await using server = await starter(place);
          say(`${server.name} has started in ${Math.round(server.startedMs)} ms`);
          if (turn > 0) starts.push(server.startedMs);
        }
        const server = servers.use(await starter(place));
        starts.push(server.startedMs);
        started.push({ server, starts, experiment, idleBytes: 0 });
      }
      // What they do after their start is over.
      await sleep(isQuick ? 0 : 5000);
      for (const each of started) each.idleBytes = each.server.memory();
      const prepared: Prepared[] = [];
      for (const { server, experiment } of started) {
        say(`Preparing ${server.name}…`);
        prepared.push(await prepare(server, await experiment(server), points));
      }
      const calls: Calls[][] = started.map(() => []);
      for (let round = 0; round < rounds; round++)
        for (const [at, { server }] of started.entries()) {
          say(`Round ${round + 1} of ${rounds}: ${server.name}…`);
          calls[at]?.push(await measureRound(server, prepared[at] as Prepared, round));
        }
      const measured: Measured[] = [];
      for (const [at, { server, starts, idleBytes }] of started.entries()) {
        say(`Eight clients: ${server.name}…`);
        const clients = await measureClients(server, prepared[at] as Prepared, isQuick ? 10 : 100);
        measured.push({
          name: server.name,
          rounds: calls[at] as Calls[],
          starts,
          idleBytes,
          loadedBytes: server.memory(),
          clients,
        });
      }
      const [ours, mlflow, mlflowOne, postgres = null] = measured as [
        Measured,
        Measured,
        Measured,
        Measured?,
      ];
      const report = experimentsReport(
        { ours, mlflow, mlflowOne, postgres, runs, points },
        circumstances({ mlflow: '3.17.2' }),
      );
      return { report };
    }),
};

/** A server that runs, and what is known of it so far. */
interface Started {
  readonly server: TrackingServer;
  readonly starts: number[];
  /** The experiment with the many runs. */
  experiment(server: TrackingServer): Promise<string>;
  idleBytes: number;
}

/** How each server is started in a folder with a copy of the store, in the order of the report's columns. */
async function startersOf(store: string, servers: AsyncDisposableStack) {
  const own = async (): Promise<string> => experimentOf(store);
  const address = (place: string): string => `sqlite:///${place}/mlflow.db`;
  const starters = [
    { experiment: own, starter: (place: string) => startOurs(address(place), place) },
    { experiment: own, starter: (place: string) => startMlflow(address(place), place) },
    { experiment: own, starter: (place: string) => startMlflow(address(place), place, 1) },
  ];
  if (!hasPostgres()) return starters;
  const database = await startPostgres({ keeps: true });
  servers.defer(() => database.stop());
  const teams = await database.newDatabase();
  const more = { name: 'Modelfolio on PostgreSQL', beside: database.process };
  return [
    ...starters,
    {
      experiment: (server: TrackingServer) => copyRuns(store, server),
      starter: (place: string) => startOurs(teams, place, more),
    },
  ];
}

/** The experiment of the runs in a large store. */
function experimentOf(store: string): string {
  const database = new DatabaseSync(store, { readOnly: true });
  const found = database.prepare("SELECT experiment_id FROM experiments WHERE name = 'benchmark'").get();
  database.close();
  return String(found?.['experiment_id']);
}

await benchProgram(benchmark);
