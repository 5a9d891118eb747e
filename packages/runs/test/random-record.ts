import { fromNumber, type MetricHistory, type RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';

const text = fc.oneof(
  fc.constantFrom('', 'tree', 'é 漢字 🦊', 'a=1&b="2"', '\0', 'x\ny', '__proto__', '[1,'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const longText = fc.oneof(
  { weight: 9, arbitrary: text },
  { weight: 1, arbitrary: fc.constant('🦊x'.repeat(5000)) },
);
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('loss', 'val/loss', 'net.depth', 'a key', 'f1:macro', 'é') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '..',
      'a@b',
      '/x',
      'k'.repeat(251),
      'modelfolio.params',
      'modelfolio.tags.2',
    ),
  },
);
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value);
const instant = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .chain((date) =>
    fc.constantFrom(
      date.toISOString(),
      date.toISOString().replace('Z', '123Z'),
      date.toISOString().replace('Z', '+01:00'),
    ),
  );
const number = fc
  .oneof(fc.double({ noNaN: false }), fc.constantFrom(0, 1, 0.1, NaN, Infinity, -Infinity))
  // JSON has one zero, and MLflow's databases no number that large.
  .map((value) => fromNumber(Math.abs(value) === Number.MAX_VALUE ? 1 : value + 0));
const whole = fc.oneof(fc.integer({ min: -3, max: 5 }), fc.maxSafeInteger());
const time = fc.integer({ min: 0, max: 2 ** 42 });
const rows = maybe(fc.nat());
const sha256 = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64,
});

/** A history as sources make them: by step, then by time. */
const history: fc.Arbitrary<MetricHistory> = fc
  .tuple(fc.array(fc.tuple(whole, number, time), { maxLength: 6 }), fc.boolean())
  .map(([points, isTimed]) => {
    const ordered = points.toSorted(([a, , from], [b, , to]) => a - b || (isTimed ? from - to : 0));
    return {
      steps: ordered.map(([step]) => step),
      values: ordered.map(([, value]) => value),
      timestamps: isTimed ? ordered.map(([, , at]) => at) : null,
    };
  });

const dataset = fc.record({
  name: text.map((word) => word || 'iris'),
  digest: maybe(
    fc.oneof(
      text,
      sha256.map((digest) => `sha256:${digest}`),
    ),
  ),
  role: maybe(text),
  source: maybe(fc.constantFrom('https://host/a.csv', 's3://bucket/a', 'data/a.csv', '')),
  rows,
});

const model = fc.record({
  modelId: text,
  path: maybe(text),
  step: maybe(whole),
  name: maybe(text),
  status: maybe(text),
  params: fc.dictionary(fc.constantFrom('depth'), text),
  tags: fc.constant({}),
  metrics: fc.array(
    fc.record({
      key: text,
      value: number,
      step: maybe(whole),
      timestamp: maybe(time),
      dataset: fc.constant(null),
    }),
    {
      maxLength: 1,
    },
  ),
  registrations: fc.array(
    fc.record({
      name: text,
      version: fc.constant('1'),
      stage: maybe(text),
      aliases: fc.array(text, { maxLength: 1 }),
    }),
    { maxLength: 1 },
  ),
});

const dictionary = <Value>(value: fc.Arbitrary<Value>) => fc.dictionary(key, value, { maxKeys: 5 });

/** Records of runs, with much that MLflow has no place for. */
export const randomRecord: fc.Arbitrary<RunRecord> = fc.record({
  schemaVersion: fc.constant(1 as const),
  id: fc.oneof(
    fc.constantFrom('dvclive', 'a/b', 'Ü'),
    fc.uuid({ version: 4 }).map((id) => id.replaceAll('-', '')),
  ),
  experiment: fc.constantFrom('penguins', 'Default', 'odd / names'),
  name: text,
  parentRunId: maybe(fc.constantFrom('0123456789abcdef0123456789abcdef')),
  status: fc.constantFrom('running', 'scheduled', 'finished', 'failed', 'killed'),
  startTime: maybe(instant),
  endTime: maybe(instant),
  params: dictionary(
    fc.oneof(
      longText,
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.constant(null),
    ),
  ),
  metrics: dictionary(fc.record({ value: number, step: maybe(whole), timestamp: maybe(time) })),
  histories: dictionary(history),
  tags: dictionary(longText),
  datasets: fc.array(dataset, { maxLength: 3 }),
  artifacts: fc.array(
    fc.record({ path: fc.constantFrom('report.json', 'a/b.png'), bytes: fc.nat(), sha256 }),
    { maxLength: 2 },
  ),
  models: fc.array(model, { maxLength: 1 }),
  source: fc.record({
    repository: maybe(fc.constantFrom('https://host/a.git')),
    commit: maybe(fc.constantFrom('abc123')),
    dirty: maybe(fc.boolean()),
    entryPoint: maybe(fc.constantFrom('train.py')),
    command: maybe(text),
  }),
  environment: fc.record({
    runtime: maybe(text),
    packages: fc.dictionary(fc.constantFrom('numpy'), text),
    lockfileSha256: maybe(text),
    hardware: maybe(
      fc.record({
        cpu: maybe(text),
        cores: maybe(fc.integer({ min: 1, max: 64 })),
        memoryBytes: fc.constant(null),
        accelerator: maybe(text),
        os: maybe(text),
      }),
    ),
  }),
  origin: fc.record({
    tracker: fc.constantFrom('dvc', 'tensorboard', 'run-record'),
    location: maybe(text),
    externalId: maybe(text),
  }),
});
