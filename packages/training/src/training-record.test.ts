import { describe, expect, it } from 'vitest';
import { trainingId, trainingRecord, type Epoch, type TrainingFacts } from './training-record.ts';

const epoch = (number: number, loss: number): Epoch & { loss: number } => ({
  epoch: number,
  loss,
  finishedAt: Date.UTC(2026, 0, 2, 3, 4, number),
});

const facts: TrainingFacts<Epoch & { loss: number }> = {
  model: 'one',
  candidate: 'small',
  startedAt: Date.UTC(2026, 0, 2, 3, 4),
  options: { seed: 1 },
  history: [epoch(1, 0.5), epoch(2, 0.3), epoch(3, Number.POSITIVE_INFINITY)],
  best: 2,
  reported: 3,
  selectedBy: 'validation/loss',
  columns: { 'validation/loss': ({ loss }) => loss },
  params: { seed: 1 },
  metrics: { 'test/loss': 0.4 },
  datasets: [],
  artifacts: [],
  models: [{ path: 'model.onnx', step: 2 }],
  source: { commit: null, dirty: null },
  entryPoint: 'systems/one/bin/train.ts',
  environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
  command: 'npm run train -- one',
};

describe('trainingRecord', () => {
  it('tells the epoch that is reported, the one that was kept, and every epoch behind them', () => {
    const { metrics, histories, startTime, endTime, origin, models } = trainingRecord(facts);
    const timestamp = Date.UTC(2026, 0, 2, 3, 4, 3);
    expect(metrics).toEqual({
      'validation/loss': { value: 'Infinity', step: 3, timestamp },
      'test/loss': { value: 0.4, step: null, timestamp },
      bestEpoch: { value: 2, step: null, timestamp },
    });
    expect(trainingRecord({ ...facts, reported: 2 }).metrics['validation/loss']).toMatchObject({
      value: 0.3,
      step: 2,
    });
    expect(histories['validation/loss']).toMatchObject({ steps: [1, 2, 3], values: [0.5, 0.3, 'Infinity'] });
    expect([startTime, endTime]).toEqual(['2026-01-02T03:04:00.000Z', '2026-01-02T03:04:03.000Z']);
    expect(models).toMatchObject([{ modelId: 'one', path: 'model.onnx', step: 2 }]);
    expect(origin.location).toBe('models/one/runs');
  });

  it('says what it was made of and by', () => {
    const dataset = { name: 'd', digest: 'x', role: 'train', source: null, rows: 3 };
    const artifact = { path: 'model.onnx', bytes: 1, sha256: 'a'.repeat(64) };
    const found = trainingRecord({
      ...facts,
      datasets: [dataset],
      artifacts: [artifact],
      source: { commit: 'c1', dirty: true },
    });
    expect(found).toMatchObject({
      schemaVersion: 1,
      experiment: 'one',
      name: 'small',
      status: 'finished',
      params: { seed: 1 },
      tags: {
        'modelfolio.candidate': 'small',
        'modelfolio.role': 'candidate',
        'modelfolio.selectedBy': 'validation/loss',
      },
      datasets: [dataset],
      artifacts: [artifact],
      source: {
        repository: null,
        commit: 'c1',
        dirty: true,
        entryPoint: 'systems/one/bin/train.ts',
        command: 'npm run train -- one',
      },
      environment: facts.environment,
      origin: { tracker: 'run-record', location: 'models/one/runs', externalId: null },
    });
    expect(found.histories['validation/loss']?.timestamps).toEqual(
      facts.history.map((one) => one.finishedAt),
    );
  });

  it('has an id of day, candidate and what happened', () => {
    const id = trainingId(facts);
    expect(id).toMatch(/^20260102-small-[0-9a-f]{6}$/u);
    expect(trainingRecord(facts).id).toBe(id);
    const others = [
      { ...facts, startedAt: facts.startedAt + 1 },
      { ...facts, options: { seed: 2 } },
      { ...facts, history: facts.history.slice(1) },
    ];
    expect(new Set([id, ...others.map((other) => trainingId(other))]).size).toBe(4);
  });

  it('is not made of a training without an epoch', () => {
    expect(() => trainingRecord({ ...facts, history: [] })).toThrow(
      new RangeError('a training without an epoch has no record'),
    );
    expect(() => trainingRecord({ ...facts, reported: 0 })).toThrow(RangeError);
  });
});
