#!/usr/bin/env node
// npm run bench:experiments: our tracking server beside MLflow's.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { largeStore } from '@modelfolio/measuring/large-store';
import { withFolder } from '@modelfolio/measuring/with-folder';
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
      const large = await largeStore(runs, { metrics: 10, steps: 5 });
      const experiment = experimentOf(large);
      const copied = (name: string): { place: string; store: string } => {
        const place = join(folder, name);
        mkdirSync(place);
        copyFileSync(large, join(place, 'mlflow.db'));
        return { place, store: `sqlite:///${place}/mlflow.db` };
      };
      const starters = [
        (at: { place: string; store: string }) => startOurs(at.store, at.place),
        (at: { place: string; store: string }) => startMlflow(at.store, at.place),
        (at: { place: string; store: string }) => startMlflow(at.store, at.place, 1),
      ];
      const measured: Measured[] = [];
      const running: { server: TrackingServer; starts: number[]; idleBytes: number }[] = [];
      try {
        for (const [at, starter] of starters.entries()) {
          const own = copied(String(at));
          const starts: number[] = [];
          // The first start adds indexes, or makes bytecode.
          for (let turn = 0; turn < (isQuick ? 1 : 3); turn++) {
            const server = await starter(own);
            say(`${server.name} has started in ${Math.round(server.startedMs)} ms`);
            if (turn > 0 || isQuick) starts.push(server.startedMs);
            if (turn < (isQuick ? 0 : 2)) await server[Symbol.asyncDispose]();
            else running.push({ server, starts, idleBytes: 0 });
          }
        }
        for (const each of running) each.idleBytes = each.server.memory();
        const prepared = [];
        for (const { server } of running) {
          say(`Preparing ${server.name}…`);
          prepared.push(await prepare(server, experiment, points));
        }
        const calls: Calls[][] = running.map(() => []);
        for (let round = 0; round < rounds; round++)
          for (const [at, { server }] of running.entries()) {
            say(`Round ${round + 1} of ${rounds}: ${server.name}…`);
            calls[at]?.push(await measureRound(server, prepared[at] as Prepared, round));
          }
        for (const [at, { server, starts, idleBytes }] of running.entries()) {
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
      } finally {
        for (const { server } of running) await server[Symbol.asyncDispose]();
      }
      const [ours, mlflow, mlflowOne] = measured as [Measured, Measured, Measured];
      return {
        report: experimentsReport(
          { ours, mlflow, mlflowOne, postgres: null, runs, points },
          circumstances({ mlflow: '3.17.2' }),
        ),
      };
    }),
};

/** The experiment of the runs in a large store. */
function experimentOf(store: string): string {
  const database = new DatabaseSync(store, { readOnly: true });
  const found = database.prepare("SELECT experiment_id FROM experiments WHERE name = 'benchmark'").get();
  database.close();
  return String(found?.['experiment_id']);
}

await benchProgram(benchmark);
