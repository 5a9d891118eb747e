import { bareRun, type KnownOfRun } from '@modelfolio/schemas/bare-run';
import { describe, expect, it } from 'vitest';
import { runEntries } from './run-entries.ts';

const origin = { tracker: 'dvc', location: null, externalId: null };
const entriesOf = (words: Partial<KnownOfRun>, start = 1000) =>
  runEntries(bareRun({ id: 'x', experiment: 'penguins', name: 'x', origin, ...words }), start);

describe('entries of a run', () => {
  it('have parameters as JSON writes them', () => {
    const { params, notes } = entriesOf({ params: { a: 'x', b: 1e-7, c: true, d: null } });
    expect(params).toEqual([
      { key: 'a', value: 'x' },
      { key: 'b', value: '1e-7' },
      { key: 'c', value: 'true' },
      { key: 'd', value: 'null' },
    ]);
    expect(notes).toEqual([]);
  });

  it('have the latest value where there is no history', () => {
    const { metrics } = entriesOf({
      metrics: {
        loss: { value: 'Infinity', step: null, timestamp: null },
        f1: { value: 0.5, step: 3, timestamp: 7 },
        both: { value: 2, step: 9, timestamp: 9 },
      },
      histories: {
        both: { steps: [1], values: [1], timestamps: [5] },
        empty: { steps: [], values: [], timestamps: [] },
      },
    });
    expect(metrics).toEqual([
      [{ key: 'loss', value: Number.MAX_VALUE, isNaN: false, timestamp: 1000, step: 0 }],
      [{ key: 'f1', value: 0.5, isNaN: false, timestamp: 7, step: 3 }],
      [{ key: 'both', value: 1, isNaN: false, timestamp: 5, step: 1 }],
    ]);
  });

  it('have points without times a millisecond apart', () => {
    const { metrics } = entriesOf({
      histories: { loss: { steps: [0, 0], values: [2, 'NaN'], timestamps: null } },
    });
    expect(metrics).toEqual([
      [
        { key: 'loss', value: 2, isNaN: false, timestamp: 1000, step: 0 },
        { key: 'loss', value: 0, isNaN: true, timestamp: 1001, step: 0 },
      ],
    ]);
  });

  it('leave out what MLflow refuses, and tell it', () => {
    const { params, tags, metrics, notes } = entriesOf({
      params: { 'a@b': 'x', '..': 'x', good: 'x' },
      tags: { long: '🦊'.repeat(8001), 'modelfolio.params': '{}', nul: 'a\0b' },
      histories: { early: { steps: [0, 1], values: [1, 2], timestamps: [5, -5] } },
    });
    expect(params).toEqual([{ key: 'good', value: 'x' }]);
    expect(tags).toEqual([
      { key: 'long', value: '🦊'.repeat(8000) },
      { key: 'nul', value: 'ab' },
    ]);
    expect(metrics).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining('a@b'),
      expect.stringContaining('..'),
      "tag 'long' is cut",
      "tag 'nul' is cut",
      expect.stringContaining('Timestamp'),
    ]);
  });

  it('have tags for what MLflow shows, unless the run has its own', () => {
    const source = { repository: 'r', commit: 'c', dirty: null, entryPoint: 'e', command: null };
    const tags = (words: Partial<KnownOfRun>): Record<string, string> =>
      Object.fromEntries(entriesOf({ source, ...words }).tags.map(({ key, value }) => [key, value]));
    expect(tags({})).toEqual({
      'mlflow.source.name': 'e',
      'mlflow.source.git.commit': 'c',
      'mlflow.source.git.repoURL': 'r',
    });
    expect(
      tags({ parentRunId: 'p', tags: { 'mlflow.source.name': 'own', 'mlflow.parentRunId': 'old' } }),
    ).toMatchObject({
      'mlflow.source.name': 'own',
      'mlflow.parentRunId': 'p',
    });
  });
});
