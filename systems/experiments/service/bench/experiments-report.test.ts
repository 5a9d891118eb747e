import { expect, it } from 'vitest';
import { experimentsReport, type Measured } from './experiments-report.ts';

const circumstances = {
  environment: { runtime: 'node 24.0.0', packages: {}, lockfileSha256: null, hardware: null },
  measuredAt: '2026-12-01T00:00:00.000Z',
};

/** A server whose every call takes `slow` milliseconds, and in its second round twice as long. */
const server = (name: string, slow: number, { lost = 0 } = {}): Measured => ({
  name,
  rounds: [1, 2].map((round) => {
    const times = [slow * round, slow * round, slow * round];
    return {
      logMetric: times,
      logBatch: times,
      createRun: times,
      search: [...times.slice(1), 100 * slow],
      page: times,
      history: times,
    };
  }),
  starts: [10 * slow, 30 * slow],
  idleBytes: 1000 * slow,
  loadedBytes: 3000 * slow,
  clients: { times: [slow, 2 * slow], lost },
});

const servers = { ours: server('Modelfolio', 1), mlflow: server('MLflow', 8), mlflowOne: server('One', 6) };
const told = (more: object = {}) =>
  experimentsReport({ ...servers, postgres: null, runs: 10_000, points: 50_000, ...more }, circumstances);

it('says how much longer MLflow takes, by its own tables', () => {
  const { figures, tables } = told();
  expect(figures['logMetric']).toMatchObject({ value: 8, spread: { least: 8, greatest: 8 }, n: 2 });
  expect(figures['searchOne']?.value).toBeCloseTo(6, 12);
  expect(figures['start']?.value).toBe(8);
  expect(figures['memoryLoaded']?.value).toBe(8);
  expect(tables[0]?.columns).toEqual(['Call', 'Modelfolio', 'MLflow', 'One']);
  // Of six times: 1, 1, 1, 2, 2, 2.
  expect(tables[0]?.rows[0]).toEqual(['log_metric, median', 1.5, 12, 9]);
  expect(tables[0]?.rows.find(([call]) => String(call).startsWith('start'))).toEqual([
    'start to first answer, median',
    20,
    160,
    120,
  ]);
});

it('judges a search by its slow ones', () => {
  const [name, ours] = told().tables[0]?.rows.find(([call]) => String(call).startsWith('search')) ?? [];
  expect(name).toContain('95th percentile');
  expect(ours).toBeGreaterThan(50);
});

it('has PostgreSQL beside it where it is there, and says so', () => {
  const { tables, method } = told({ postgres: server('On PostgreSQL', 2) });
  expect(tables.map(({ columns, rows }) => columns.length + rows.length)).toEqual([5 + 8, 5 + 2, 3 + 4]);
  expect(method).toContain('PostgreSQL');
  expect(told().method).not.toContain('PostgreSQL');
});

it('counts what was lost', () => {
  const { figures, tables } = told({ ours: server('Modelfolio', 1, { lost: 2 }) });
  expect(figures['lost']?.value).toBe(2);
  expect(tables[2]?.rows[0]).toEqual(['Modelfolio', 2, 2]);
});
