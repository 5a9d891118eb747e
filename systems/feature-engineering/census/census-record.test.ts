import { describe, expect, it } from 'vitest';
import { candidates } from './candidates.ts';
import { censusRecord, type CensusFacts } from './census-record.ts';
import type { EpochResult } from './dense-network.ts';

const epoch = (number: number, logLoss: number): EpochResult => ({
  epoch: number,
  trainLoss: logLoss / 2,
  validation: { accuracy: 0.8, rocAuc: 0.9, logLoss },
  finishedAt: Date.UTC(2026, 0, 2, 3, 4, number),
});

const facts: CensusFacts = {
  name: 'network',
  options: { ...candidates.network, hidden: [3] },
  trained: {
    layers: [
      { kernel: new Float32Array(12), bias: new Float32Array(3), relu: true },
      { kernel: new Float32Array(6), bias: new Float32Array(2), relu: false },
    ],
    best: 2,
    history: [epoch(1, 0.5), epoch(2, 0.3), epoch(3, 0.4)],
  },
  features: 4,
  test: { accuracy: 0.7, rocAuc: 0.75, logLoss: 0.6 },
  startedAt: Date.UTC(2026, 0, 2, 3, 4),
  source: { commit: null, dirty: null },
  datasets: [],
  environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
  backend: 'wasm',
  command: 'npm run train',
};

describe('censusRecord', () => {
  it('tells the epoch whose weights were kept, with every epoch behind it', () => {
    const { metrics, histories, params, startTime, endTime } = censusRecord(facts);
    expect(metrics['validation/log_loss']).toMatchObject({ value: 0.3, step: 2 });
    expect(metrics['bestEpoch']?.value).toBe(2);
    expect(metrics['test/roc_auc']?.value).toBe(0.75);
    expect(metrics['wallTimeSeconds']?.value).toBe(3);
    expect(histories['validation/log_loss']).toMatchObject({ steps: [1, 2, 3], values: [0.5, 0.3, 0.4] });
    expect(params).toMatchObject({ model: '4 → 3 → 2', parameters: 23, epochs: 20, seed: 1 });
    expect([startTime, endTime]).toEqual(['2026-01-02T03:04:00.000Z', '2026-01-02T03:04:03.000Z']);
  });

  it('is named by day, candidate and what happened', () => {
    const { id } = censusRecord(facts);
    expect(id).toMatch(/^20260102-network-[0-9a-f]{6}$/u);
    expect(censusRecord({ ...facts, options: { ...facts.options, seed: 2 } }).id).not.toBe(id);
  });

  it('is not made of a training without an epoch', () => {
    expect(() => censusRecord({ ...facts, trained: { ...facts.trained, history: [] } })).toThrow(RangeError);
  });
});
