import { afterEach, beforeAll, expect, it } from 'vitest';
import { knownRow } from '../../test/known-row.ts';
import { serviceForTests } from '../../test/service.ts';
import { explainRequest } from '../requests/explain.ts';
import { counterfactualsRequest } from '../requests/counterfactuals.ts';
import { defaultLimits } from '../limits.ts';
import type { Cells } from '../requests/row.ts';
import { ServiceError } from '../service-error.ts';
import { workerPool, type WorkerPool } from './worker-pool.ts';

let service: Awaited<ReturnType<typeof serviceForTests>>;
let row: Cells;
let pool: WorkerPool;
beforeAll(async () => {
  service = await serviceForTests();
  const model = service.models.get('penguin-size');
  if (!model) throw new Error('no model');
  row = knownRow(model, 0);
});
afterEach(() => pool.end());

let threadsStarted: number;
function started(threads: number, patience?: number): void {
  threadsStarted = 0;
  pool = workerPool({
    threads,
    models: () => {
      threadsStarted += 1;
      return [...service.models.values()].map(({ content }) => content);
    },
    timeLimit: 60,
    ...(patience !== undefined && { patience }),
  });
}
const wait = new AbortController().signal;
const question = (changes: object = {}) => explainRequest(defaultLimits).parse({ rows: [row], ...changes });
/** So much to do that it cannot be done before it is stopped. */
const long = () =>
  explainRequest(defaultLimits).parse({
    rows: Array.from({ length: 100 }, () => row),
    method: 'kernel',
    targetError: 0,
  });

it('gives what the task gives in this thread, each of several at once', async () => {
  const here = service.options.dear;
  started(2);
  await pool.start();
  const asked = [question(), question({ method: 'lime' }), question({ method: 'kernel', seed: 3 })];
  const answers = await Promise.all(asked.map((each) => pool.run('explainRows', 'penguin-size', each, wait)));
  for (const [at, each] of asked.entries())
    expect(answers[at]).toEqual(await here.run('explainRows', 'penguin-size', each, wait));
});

it('throws what the task throws, by its code', async () => {
  started(1);
  const asked = counterfactualsRequest.parse({ row });
  const failure = await pool
    .run('findCounterfactuals', 'penguin-size', asked, wait)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ServiceError);
  expect(failure).toMatchObject({
    code: 'request-invalid',
    message: 'wanted: expected a side, received nothing (a model of values has no other side of its own)',
    errors: [{ field: 'wanted', expected: 'a side', received: 'nothing' }],
  });
  const unforeseen = await pool
    .run('explainRows', 'none', question(), wait)
    .catch((error: unknown) => error as Error);
  expect(unforeseen).toMatchObject({
    name: 'RangeError',
    stack: expect.stringMatching(
      /^RangeError: a model that the worker does not have\n +at .*task-worker\.ts/,
    ),
  });
});

it.each([
  ['stops when it is told to', 600_000, 1],
  ['does not stop is ended with its thread', 0, 2],
])('does the next task when one that %s', async (_, patience, threads) => {
  started(1, patience);
  await pool.start();
  const client = new AbortController();
  const stopped = pool.run('explainRows', 'penguin-size', long(), client.signal);
  const next = pool.run('explainRows', 'penguin-size', question(), wait);
  const left = new AbortController();
  const gone = pool.run('explainRows', 'penguin-size', question(), left.signal);
  left.abort(new Error('left the queue'));
  await expect(gone).rejects.toThrow('left the queue');
  client.abort(new Error('gone'));
  await expect(stopped).rejects.toThrow('gone');
  expect((await next).explanations).toHaveLength(1);
  expect(threadsStarted).toBe(threads);
});
