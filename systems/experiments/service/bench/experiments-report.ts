import {
  barChart,
  benchReport,
  figure,
  ratioFigure,
  type Circumstances,
} from '@modelfolio/measuring/bench-report';
import type { Report } from '@modelfolio/schemas';
import { median, quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import { callsInRound, type CallKind, type Calls } from './measure-calls.ts';

/** What one server took. */
export interface Measured {
  readonly name: string;
  readonly rounds: readonly Calls[];
  readonly starts: readonly number[];
  readonly idleBytes: number;
  readonly loadedBytes: number;
  /** Of eight clients at once. */
  readonly clients: { readonly times: readonly number[]; readonly lost: number };
}

export interface ExperimentsBenchmark {
  readonly ours: Measured;
  readonly mlflow: Measured;
  readonly mlflowOne: Measured;
  /** Our server on PostgreSQL; `null` where that is not installed. */
  readonly postgres: Measured | null;
  readonly runs: number;
  readonly points: number;
}

/** How a kind of call is told, and by which of its times it is judged. */
const kinds: Readonly<Record<CallKind, { label: string; of: number; least: number }>> = {
  logMetric: { label: 'log_metric, median', of: 0.5, least: 5 },
  logBatch: { label: 'log_batch of 1,000 points, median', of: 0.5, least: 5 },
  createRun: { label: 'create_run, median', of: 0.5, least: 5 },
  search: { label: 'search by metric and param, 95th percentile', of: 0.95, least: 5 },
  page: { label: 'page of 1,000 runs, median', of: 0.5, least: 5 },
  history: { label: 'history of 50,000 points, median', of: 0.5, least: 5 },
};

const names = Object.keys(kinds) as CallKind[];
const timeOf = (times: readonly number[], part: number): number =>
  quantile(sortedNumbers(Float64Array.from(times)), part);
const allOf = ({ rounds }: Measured, kind: CallKind): number[] => rounds.flatMap((round) => round[kind]);

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function experimentsReport(measured: ExperimentsBenchmark, circumstances: Circumstances): Report {
  const { ours, mlflow, mlflowOne, postgres, runs, points } = measured;
  const servers = [ours, mlflow, mlflowOne, ...(postgres ? [postgres] : [])];
  const tables: Report['tables'] = [
    {
      title: 'Milliseconds',
      columns: ['Call', ...servers.map(({ name }) => name)],
      rows: [
        ...names.map((kind) => [
          kinds[kind].label,
          ...servers.map((server) => timeOf(allOf(server, kind), kinds[kind].of)),
        ]),
        ['start to first answer, median', ...servers.map(({ starts }) => median([...starts]))],
        [
          'log_metric, eight clients, 99th percentile',
          ...servers.map(({ clients }) => timeOf(clients.times, 0.99)),
        ],
      ],
    },
    {
      title: 'Memory of all processes (PSS), in bytes',
      columns: ['When', ...servers.map(({ name }) => name)],
      rows: [
        ['idle', ...servers.map(({ idleBytes }) => idleBytes)],
        ['after the calls', ...servers.map(({ loadedBytes }) => loadedBytes)],
      ],
    },
    {
      title: 'Points of eight clients at once',
      columns: ['Server', 'Sent', 'Lost'],
      rows: servers.map(({ name, clients }) => [name, clients.times.length, clients.lost]),
    },
  ];
  const cell = (table: number, row: number, server: number) => `/tables/${table}/rows/${row}/${server + 1}`;
  const ratios = Object.fromEntries(
    ([1, 2] as const).flatMap((rival) =>
      names.map((kind, row) => [
        `${kind}${rival === 1 ? '' : 'One'}`,
        ratioFigure(
          `${kinds[kind].label}, ${servers[rival]?.name} ÷ ours`,
          { numerator: [cell(0, row, rival)], denominator: [cell(0, row, 0)] },
          tables,
          (servers[rival]?.rounds ?? []).map((round, at) => {
            const own = ours.rounds[at];
            return timeOf(round[kind], kinds[kind].of) / timeOf(own ? own[kind] : [], kinds[kind].of);
          }),
        ),
      ]),
    ),
  );
  return benchReport(
    'experiments',
    {
      system: 'experiments',
      title: "A tracking server beside MLflow's",
      question: "How long do calls of MLflow's clients take, and how much memory does the server take?",
      method:
        `Copies of one store that MLflow made, with ${runs.toLocaleString('en')} runs, are served by this server and by MLflow's, with its default workers and with one, at the same time and asked in turns over kept connections; a history has ${points.toLocaleString('en')} points. ` +
        `A round has ${names.map((kind) => `${callsInRound[kind]} × ${kind}`).join(', ')}. Ratios are those of the table; their spread is that of the rounds. Memory is that of all processes of a server, shared pages by their share.${postgres ? ' The store on PostgreSQL, whose own memory counts there, was given the same runs through the interface.' : ''}`,
      figures: {
        ...ratios,
        start: ratioFigure(
          'start to first answer, MLflow ÷ ours',
          { numerator: [cell(0, names.length, 1)], denominator: [cell(0, names.length, 0)] },
          tables,
        ),
        memoryIdle: ratioFigure(
          'memory idle, MLflow ÷ ours',
          { numerator: [cell(1, 0, 1)], denominator: [cell(1, 0, 0)] },
          tables,
        ),
        memoryLoaded: ratioFigure(
          'memory after the calls, MLflow ÷ ours',
          { numerator: [cell(1, 1, 1)], denominator: [cell(1, 1, 0)] },
          tables,
        ),
        lost: figure(
          'Points of eight clients that were lost',
          ours.clients.lost,
          'integer',
          'lower',
          ours.clients.times.length,
        ),
      },
      tables,
      charts: [
        barChart(
          { title: 'Median time of calls', x: 'call', y: 'milliseconds' },
          Object.fromEntries(
            servers.map((server) => [
              server.name,
              names.map((kind) => [kind, timeOf(allOf(server, kind), kinds[kind].of)] as const),
            ]),
          ),
        ),
      ],
    },
    circumstances,
  );
}
