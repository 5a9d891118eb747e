import type { FilterableRun } from '@modelfolio/comparison';
import fc from 'fast-check';

/** A run to be logged, with what a filter sees of it. */
export interface RandomRun extends Omit<FilterableRun, 'id'> {
  readonly startTime: string;
}

const words = ['tree', 'Tree', 'a_b', '50%', '', 'x y', "it's", 'say "hi"', 'back\\slash'] as const;
const numbers = [0, 1, -1, 0.5, 1e-5, 1e300, 'NaN', 'Infinity', '-Infinity'] as const;
const keys = {
  metrics: ['loss', 'a.b', 'f 1'],
  params: ['model', 'rate'],
  tags: ['team', 'my tag'],
} as const;
const firstStart = 1_700_000_000_000;

const sparse = <Value>(names: readonly string[], value: fc.Arbitrary<Value>) =>
  fc
    .tuple(...names.map(() => fc.option(value)))
    .map((values) =>
      Object.fromEntries(
        names.flatMap((name, index) => (values[index] === null ? [] : [[name, values[index] as Value]])),
      ),
    );

/** Runs that have some of a few things each, so that filters find some. */
export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  name: fc.constantFrom('first', 'Second run', 'third'),
  status: fc.constantFrom('running', 'finished', 'failed'),
  startTime: fc.nat(9).map((second) => new Date(firstStart + 1000 * second).toISOString()),
  endTime: fc.option(fc.nat(9).map((second) => new Date(firstStart + 60_000 + second).toISOString())),
  params: sparse(keys.params, fc.constantFrom(...words)),
  tags: sparse(keys.tags, fc.constantFrom(...words)),
  metrics: sparse(
    keys.metrics,
    fc.constantFrom(...numbers).map((value) => ({ value })),
  ),
  datasets: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('mnist', 'iris'),
      digest: fc.constantFrom('d1', 'd2'),
      role: fc.option(fc.constantFrom('train', 'test')),
      source: fc.constant(null),
      rows: fc.constant(null),
    }),
    { selector: ({ name, digest }) => `${name} ${digest}`, maxLength: 2 },
  ),
}) as fc.Arbitrary<RandomRun>;

const quoted = (word: string): string => `'${word.replaceAll("'", "''")}'`;
const text = fc.constantFrom(...words);
const pattern = fc
  .tuple(text, fc.nat(8), fc.constantFrom('%', '_', '%%', ''))
  .map(([word, at, mark]) => word.slice(0, at) + mark + word.slice(at + 1));
const textComparison = fc.oneof(
  fc.tuple(fc.constantFrom('=', '!='), text),
  fc.tuple(fc.constantFrom('LIKE', 'ILIKE'), pattern),
);
const numberComparison = fc.tuple(
  fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
  fc.constantFrom('0', '-1', '.5', '1e-5', '1.7976931348623157e308', '1E300'),
);
const time = fc.nat(9).map((second) => String(firstStart + 1000 * second));

const comparison = fc.oneof(
  fc
    .tuple(fc.constantFrom(...keys.metrics, 'none'), numberComparison)
    .map(([key, [comparator, value]]) => `metrics.\`${key}\` ${comparator} ${value}`),
  ...(['params', 'tags'] as const).flatMap((kind) => [
    fc
      .tuple(fc.constantFrom(...keys[kind], 'none'), textComparison)
      .map(([key, [comparator, value]]) => `${kind}."${key}" ${comparator} ${quoted(value)}`),
    fc
      .tuple(fc.constantFrom(...keys[kind], 'none'), fc.constantFrom('IS NULL', 'IS NOT NULL'))
      .map(([key, comparator]) => `${kind}."${key}" ${comparator}`),
  ]),
  fc
    .tuple(fc.constantFrom('start_time', 'end_time'), fc.constantFrom('=', '!=', '<', '>='), time)
    .map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('run_name', 'status'), textComparison)
    .map(([key, [comparator, value]]) => `${key} ${comparator} ${quoted(value)}`),
  fc.constantFrom("status = 'FINISHED'", "run_name ILIKE '%RUN'", "run_name != 'first'"),
  fc
    .tuple(
      fc.constantFrom('name', 'digest', 'context'),
      fc.constantFrom("= 'mnist'", "!= 'd1'", "IN ('train', 'd2')", "NOT IN ('test', 'iris')", "LIKE '%t'"),
    )
    .map(([key, rest]) => `dataset.${key} ${rest}`),
);

/** Filters of runs, with AND, OR, NOT and parentheses. */
export const { filter: randomFilter } = fc.letrec<{ filter: string; inner: string }>((tie) => ({
  inner: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison,
    tie('filter').map((filter) => `(${filter})`),
    tie('inner').map((inner) => `NOT ${inner}`),
  ),
  filter: fc
    .tuple(tie('inner'), fc.array(fc.tuple(fc.constantFrom('AND', 'OR'), tie('inner')), { maxLength: 3 }))
    .map(([first, others]) => [first, ...others.flat()].join(' ')),
}));
