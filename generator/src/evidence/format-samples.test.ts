import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tensorOf, type Predictions, type Session } from '@modelfolio/inference';
import { modelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { columnsTable, tableModel, valuesOutput } from '../../test/table-model.ts';
import { madeProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import { evaluationSample, randomSample } from './format-samples.ts';
import { predictionGap } from './prediction-gap.ts';

/** A model in this process that gives its rows as they came, and how many at a time. */
function echo(name: string, batches: number[] = []): Session {
  return {
    runtime: 'echo',
    inputs: ['x'],
    outputs: [name],
    run: async ({ x = tensorOf('float32', [], [0, 2]) }) => {
      batches.push(x.shape[0] ?? 0);
      return { [name]: x };
    },
    close: async () => undefined,
  };
}

/** So many rows; a of each is its place over their number, b is what is left of 1. */
function rowsOf(count: number) {
  const a = Array.from({ length: count }, (_, row) => Math.fround(row / count));
  const b = a.map((value) => Math.fround(1 - value));
  return { a, b, table: columnsTable({ a, b, y: a.map(() => 'no') }) };
}
const project: Project = { root: '/', effects: realEffects() };

describe('a sample of the evaluation set', () => {
  it.each([
    [3, 3],
    [1000, 1000],
    [1001, 1000],
    [2500, 1000],
  ])('of %i rows holds %i, each once, with what was said of them', async (count, held) => {
    const { a, b, table } = rowsOf(count);
    const predictions: Predictions = {
      kind: 'classes',
      classes: ['no', 'yes'],
      probabilities: Float64Array.from({ length: 2 * count }, (_, at) => (at % 2 ? b : a)[at >> 1] ?? NaN),
      predicted: Uint32Array.from(a, (value, row) => Number(value < (b[row] ?? 0))),
    };
    const sample = evaluationSample(project, tableModel(), { table, predictions });
    const places = Array.from({ length: held }, (_, place) => sample.rowOf(place));
    expect(new Set(places).size).toBe(held);
    expect(Math.max(...places)).toBeLessThan(count);
    const batches: number[] = [];
    const found = await sample.predict(echo('p', batches));
    expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(held);
    expect(Math.max(...batches)).toBeLessThanOrEqual(250);
    expect(predictionGap(sample.reference, found)).toMatchObject({
      rows: held,
      largest: { difference: 0 },
      classes: { count: 0, nearTies: 0 },
    });
    expect(sample.on).toBe('evaluation');
  });

  it('is the same each time, and no mere beginning', () => {
    const { table } = rowsOf(2500);
    const predictions: Predictions = { kind: 'values', targets: [], values: [] };
    const places = () => {
      const { rowOf } = evaluationSample(project, tableModel(), { table, predictions });
      return Array.from({ length: 1000 }, (_, place) => rowOf(place));
    };
    expect(places()).toEqual(places());
    expect(Math.max(...places())).toBeGreaterThan(2000);
  });

  it('of a tensor goes in without its label', async () => {
    const { table } = rowsOf(3);
    const manifest = tableModel({ input: { kind: 'tensor', input: 'x' }, output: valuesOutput('a', 'b') });
    const predictions: Predictions = { kind: 'values', targets: [], values: [] };
    const sample = evaluationSample(project, manifest, { table, predictions });
    expect(await sample.predict(echo('v'))).toMatchObject({ kind: 'values', targets: [{ name: 'a' }, {}] });
  });

  it('picks the values of every target', async () => {
    const { a, b, table } = rowsOf(1500);
    const predictions: Predictions = {
      kind: 'values',
      targets: ['a', 'b'].map((name) => ({ name, unit: null })),
      values: [Float64Array.from(a), Float64Array.from(b)],
    };
    const manifest = tableModel({ output: valuesOutput('a', 'b') });
    const sample = evaluationSample(project, manifest, { table, predictions });
    expect(sample.reference).toMatchObject({ kind: 'values', targets: predictions.targets });
    const gap = predictionGap(sample.reference, await sample.predict(echo('v')));
    expect(gap).toMatchObject({ rows: 1000, largest: { difference: 0 } });
  });
});

describe('made-up rows', () => {
  const made = madeProject('tiny', [['ingest']]);

  it('are a hundred, of which the evaluated format and its twin say the same', async () => {
    const path = join(made.root(), 'models/tiny/manifest.json');
    const manifest = modelManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
    const effects = realEffects();
    let open = 0;
    const openModel: typeof effects.openModel = async (bytes) => {
      const session = await effects.openModel(bytes);
      open += 1;
      const close = async (): Promise<void> => {
        open -= 1;
        await session.close();
      };
      return { ...session, close };
    };
    const sample = await randomSample({ root: made.root(), effects: { ...effects, openModel } }, manifest);
    expect(open).toBe(0);
    expect(sample).toMatchObject({ on: 'generated', reference: { classes: ['top', 'bottom', 'left'] } });
    expect([sample.rowOf(0), sample.rowOf(42)]).toEqual([0, 42]);
    const folder = join(made.root(), 'models/tiny/tfjs');
    const [model, weights] = ['model.json', 'weights.bin'].map((name) => readFileSync(join(folder, name)));
    const twin = await effects.openTfjs(model ?? Buffer.of(), weights ?? Buffer.of());
    const gap = predictionGap(sample.reference, await sample.predict(twin));
    await twin.close();
    expect(gap).toMatchObject({ rows: 100, beyond: { count: 0 }, classes: { count: 0 } });
    // Rows that are all alike would agree, too.
    const { predicted } = sample.reference as Extract<Predictions, { kind: 'classes' }>;
    expect(new Set(predicted).size).toBe(3);
  });
});
