import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataSource } from './dataset-source.ts';
import { loggedModelStatus } from './logged-model-status.ts';
import { historyOf } from './history.ts';
import { comparePoints, latestOf, pythonFloat, storedValue } from './metric-points.ts';
import { modelOutputs } from './model-outputs.ts';
import type { MlflowRun, MlflowVersion } from './mlflow-run.ts';
import { redactAddress } from '@modelfolio/redaction/redact-address';
import { instantOf, toRunRecord } from './to-run-record.ts';

const point = (step: number, timestamp: number, value: number) => ({ step, timestamp, value });

describe('points of a metric', () => {
  it('are kept all, by step, then time, then value with NaN as 0', () => {
    const points = [
      point(1, 5, 2),
      point(0, 9, NaN),
      point(0, 9, -1),
      point(0, 9, 3),
      point(0, 1, 7),
      point(1, 5, 2),
    ];
    expect(historyOf(points)).toEqual({
      steps: [0, 0, 0, 0, 1, 1],
      values: [7, -1, 'NaN', 3, 2, 2],
      timestamps: [1, 9, 9, 9, 5, 5],
    });
  });

  it('have a latest one that no other comes after', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0));
    const points = fc.array(
      fc.record({ step: fc.integer(), timestamp: fc.integer({ min: 0, max: 3 }), value }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(points, (found) => {
        const latest = latestOf(found);
        expect(latest).toBeDefined();
        for (const other of found) expect(comparePoints(latest ?? other, other)).toBeGreaterThanOrEqual(0);
        expect(historyOf(found).steps.at(-1)).toBe(latest?.step);
      }),
    );
  });

  it.each([
    ['1e-05', 1e-5],
    ['inf', Infinity],
    ['-inf', -Infinity],
    ['nan', NaN],
    ['1_000.5', 1000.5],
    ['-0.25', -0.25],
    ['', null],
    ['0x10', null],
    ['fast', null],
  ])('are read from %j as Python wrote them', (text, value) => {
    expect(pythonFloat(text)).toBe(value);
  });

  it('come back from a database that has no infinities', () => {
    expect(storedValue(1.7976931348623157e308, false)).toBe(Infinity);
    expect(storedValue(-1.7976931348623157e308, false)).toBe(-Infinity);
    expect(storedValue(0, true)).toBeNaN();
    expect(storedValue(1.5, false)).toBe(1.5);
  });
});

describe('addresses', () => {
  it.each([
    ['https://me:secret@host/x.git', 'https://host/x.git'],
    ['https://a@b@host/x', 'https://host/x'],
    ['s3://bucket/key?X-Amz-Signature=abc&x=1', 's3://bucket/key?X-Amz-Signature=…&x=1'],
    ['postgresql+psycopg://u:p@db/mlflow', 'postgresql+psycopg://db/mlflow'],
    ['git@github.com:me/x.git', 'git@github.com:me/x.git'],
    ['mail me@example.org', 'mail me@example.org'],
  ])('%s is told as %s', (address, told) => {
    expect(redactAddress(address)).toBe(told);
  });

  it('of data sets are found in their JSON', () => {
    expect(dataSource('{"url": "https://u:p@example.org/x.csv"}')).toBe('https://example.org/x.csv');
    expect(dataSource('{"tags": {"mlflow.user": "x"}}')).toBeNull();
    expect(dataSource('data/x.csv')).toBe('data/x.csv');
  });
});

const version = (other: Partial<MlflowVersion>): MlflowVersion => ({
  name: 'm',
  version: '1',
  runId: null,
  modelId: null,
  source: null,
  stage: null,
  aliases: [],
  ...other,
});

describe('models of a run', () => {
  const model = (modelId: string, name: string) => ({
    modelId,
    name,
    artifactLocation: `/store/${modelId}/artifacts`,
    status: 'READY',
    step: 0,
    params: [],
    tags: [],
    metrics: [],
  });
  const runId = 'r1';

  it.each([
    ['models:/m-1', {}],
    ['/elsewhere/models/m-1/artifacts', {}],
    ['runs:/r1/first', {}],
    ['/moved', { modelId: 'm-1' }],
  ])('have the version registered from %s', (source, other) => {
    const outputs = modelOutputs({
      runId,
      models: [model('m-1', 'first'), model('m-2', 'second')],
      versions: [version({ source, ...other })],
    });
    expect(outputs.map(({ modelId, registrations }) => [modelId, registrations.length])).toEqual([
      ['m-1', 1],
      ['m-2', 0],
    ]);
  });

  it('of before MLflow 3 stand under their source; deleted and other runs’ versions are left out', () => {
    const source = 'runs:/r1/model';
    const versions = [
      version({ version: '10', source, runId, stage: 'None', aliases: ['b', 'a'] }),
      version({ version: '9', source, runId, stage: 'Staging' }),
      version({ version: '11', source, runId, stage: 'Deleted_Internal' }),
      version({ source: 'runs:/r2/model', runId: 'r2' }),
    ];
    expect(modelOutputs({ runId, models: [], versions })).toMatchObject([
      {
        modelId: source,
        path: source,
        registrations: [
          { version: '9', stage: 'Staging' },
          { version: '10', stage: null, aliases: ['a', 'b'] },
        ],
      },
    ]);
  });

  it('have a status in words, whatever holds it', () => {
    expect(['2', 'READY', 'LOGGED_MODEL_READY'].map(loggedModelStatus)).toEqual(['READY', 'READY', 'READY']);
    expect(loggedModelStatus('LOGGED_MODEL_UPLOAD_FAILED')).toBe('FAILED');
    expect(loggedModelStatus('ARCHIVED')).toBe('ARCHIVED');
    expect(loggedModelStatus(null)).toBeNull();
  });
});

describe('a record', () => {
  const run: MlflowRun = {
    runId: 'r1',
    experiment: 'e',
    name: null,
    status: '4',
    startTime: '1760000000000',
    endTime: null,
    sourceName: '',
    sourceVersion: 'abc',
    params: [['__proto__', 'kept']],
    tags: [],
    histories: [],
    datasets: [],
    models: [],
    versions: [],
    artifacts: [],
  };
  const place = { tracker: 'mlflow-sqlite', location: 'https://me:secret@host/' };

  it('invents nothing, and keeps every key', () => {
    const record = toRunRecord(run, place);
    expect(record).toMatchObject({
      name: 'r1',
      status: 'failed',
      startTime: '2025-10-09T08:53:20.000Z',
      endTime: null,
      source: { repository: null, commit: 'abc', dirty: null, entryPoint: null, command: null },
      environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
      origin: { location: 'https://host/' },
    });
    expect(Object.entries(record.params)).toEqual([['__proto__', 'kept']]);
  });

  it('that no schema would take is refused, naming run and field', () => {
    const dataset = { name: '', digest: null, source: null, profile: null, context: null };
    expect(() => toRunRecord({ ...run, datasets: [dataset] }, place)).toThrow(
      'https://host/: run r1: /datasets/0/name: expected at least 1 character',
    );
    expect(() => toRunRecord({ ...run, startTime: 'soon' }, place)).toThrow(
      'run r1: startTime: expected milliseconds',
    );
  });
});

describe('a time in milliseconds', () => {
  const timeOf = (milliseconds: string | number | null) =>
    instantOf(milliseconds, 'start_time', { runId: 'r' }, { tracker: 'mlflow', location: 'mlruns' });

  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    ['253402300799999', '9999-12-31T23:59:59.999Z'],
    [-62167219200000, '0000-01-01T00:00:00.000Z'],
    [null, null],
    ['', null],
  ])('%s is %s', (milliseconds, instant) => {
    expect(timeOf(milliseconds)).toBe(instant);
  });

  it.each([253402300800000, -62167219200001, 'soon', 1e300])(
    'that is none is refused: %s',
    (milliseconds) => {
      expect(() => timeOf(milliseconds)).toThrow(
        `expected milliseconds since 1970, received ${milliseconds}`,
      );
    },
  );
});
