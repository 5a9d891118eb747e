import type { TrackingServer } from './tracking-server.ts';

/** Milliseconds of each call of a kind. */
export interface Calls {
  readonly logMetric: readonly number[];
  /** Of batches of 1,000 points. */
  readonly logBatch: readonly number[];
  readonly createRun: readonly number[];
  /** Of searches by a metric and a param, in order of a metric. */
  readonly search: readonly number[];
  /** Of pages of 1,000 whole runs. */
  readonly page: readonly number[];
  /** Of a history of 50,000 points, in two pages. */
  readonly history: readonly number[];
}

export type CallKind = keyof Calls;

/** How often each is called in one round. */
export const callsInRound: Readonly<Record<CallKind, number>> = {
  logMetric: 100,
  logBatch: 5,
  createRun: 30,
  search: 10,
  page: 3,
  history: 1,
};

/** What the measured store holds: an experiment with many runs, one run to write to, and one with a long history. */
export interface Prepared {
  readonly experiment: string;
  readonly run: string;
  readonly longRun: string;
}

const pointsOf = (count: number, from: number) =>
  Array.from({ length: count }, (_, at) => ({
    key: `metric${at % 10}`,
    value: Math.sin(from + at),
    timestamp: 1_760_000_000_000 + from + at,
    step: from + at,
  }));

/** Makes what is measured afterwards; not timed. */
export async function prepare(server: TrackingServer, experiment: string, points: number): Promise<Prepared> {
  const made = async () =>
    (await server.ask<{ run: { info: { run_id: string } } }>('/runs/create', { experiment_id: experiment }))
      .run.info.run_id;
  const [run, longRun] = [await made(), await made()];
  for (let from = 0; from < points; from += 1000)
    await server.ask('/runs/log-batch', {
      run_id: longRun,
      metrics: pointsOf(1000, from).map((point) => ({ ...point, key: 'long' })),
    });
  return { experiment, run, longRun };
}

/** One round of all kinds of calls, one after the other. */
export async function measureRound(
  server: TrackingServer,
  { experiment, run, longRun }: Prepared,
  round: number,
): Promise<Calls> {
  const timed = async (count: number, call: (at: number) => Promise<unknown>): Promise<number[]> => {
    const times: number[] = [];
    for (let at = 0; at < count; at++) {
      const begin = performance.now();
      await call(round * count + at);
      times.push(performance.now() - begin);
    }
    return times;
  };
  const counts = callsInRound;
  return {
    logMetric: await timed(counts.logMetric, (at) =>
      server.ask('/runs/log-metric', { run_id: run, key: 'one', value: at, timestamp: at, step: at }),
    ),
    logBatch: await timed(counts.logBatch, (at) =>
      server.ask('/runs/log-batch', { run_id: run, metrics: pointsOf(1000, 1_000_000 + at * 1000) }),
    ),
    createRun: await timed(counts.createRun, (at) =>
      server.ask('/runs/create', { experiment_id: experiment, run_name: `made ${at}`, start_time: at }),
    ),
    search: await timed(counts.search, (at) =>
      server.ask('/runs/search', {
        experiment_ids: [experiment],
        filter: `metrics.metric3 > 0.${(at % 5) + 2} AND params.param1 LIKE '0.${at % 10}%'`,
        order_by: ['metrics.metric3 DESC'],
        max_results: 100,
      }),
    ),
    page: await timed(counts.page, () =>
      server.ask('/runs/search', { experiment_ids: [experiment], max_results: 1000 }),
    ),
    history: await timed(counts.history, async () => {
      const path = `/metrics/get-history?run_id=${longRun}&metric_key=long&max_results=25000`;
      let token: string | undefined;
      do {
        const page: { next_page_token?: string } = await server.ask(
          token === undefined ? path : `${path}&page_token=${encodeURIComponent(token)}`,
        );
        token = page.next_page_token;
      } while (token !== undefined);
    }),
  };
}

/** Milliseconds of each call of eight clients that write at once, and how many of their points are missing afterwards. */
export async function measureClients(
  server: TrackingServer,
  { run }: Prepared,
  calls: number,
): Promise<{ times: number[]; lost: number }> {
  const times: number[] = [];
  const key = (client: number): string => `client${client}`;
  await Promise.all(
    Array.from({ length: 8 }, async (_, client) => {
      for (let step = 0; step < calls; step++) {
        const begin = performance.now();
        await server.ask('/runs/log-metric', {
          run_id: run,
          key: key(client),
          value: step,
          timestamp: step,
          step,
        });
        times.push(performance.now() - begin);
      }
    }),
  );
  let kept = 0;
  for (let client = 0; client < 8; client++) {
    const { metrics = [] } = await server.ask<{ metrics?: unknown[] }>(
      `/metrics/get-history?run_id=${run}&metric_key=${key(client)}&max_results=25000`,
    );
    kept += metrics.length;
  }
  return { times, lost: 8 * calls - kept };
}
