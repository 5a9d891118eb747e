import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassPredictions, Predictions, Table } from '@modelfolio/inference';
import { npzBytes } from '@modelfolio/inference/testing/npz-bytes';
import { sha256Of } from '@modelfolio/project';
import { evidence, modelManifest, type Evidence, type ModelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { columnsTable, tableModel, valuesOutput } from '../../test/table-model.ts';
import { madeProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import { gatherEvidence, gatherWithoutRows, type EvidenceSources } from './gather-evidence.ts';

const project: Project = { root: '/', effects: realEffects() };
const none: EvidenceSources = { predictions: null, training: null };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Rows 0 and 2 are alike and told apart; b holds nothing that tells the label. */
const table = columnsTable({ a: [1, 2, 1, 4], b: [5, 5, 5, 5], y: ['no', 'yes', 'yes', 'no'] });
const predictions: ClassPredictions = {
  kind: 'classes',
  classes: ['no', 'yes'],
  probabilities: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.9, 0.1, 0.6, 0.4),
  predicted: Uint32Array.of(0, 1, 0, 0),
};
const gather = (
  sources: Partial<EvidenceSources> = {},
  manifest: ModelManifest = tableModel(),
  rows: { table: Table; predictions: Predictions } = { table, predictions },
): Promise<Evidence> => gatherEvidence(project, manifest, rows, { ...none, ...sources });

describe('rows', () => {
  it('are looked at with nothing given, and the record says of what', async () => {
    const found = await gather();
    expect(found).toEqual({
      schemaVersion: 1,
      modelId: 'birds',
      modelSha256: 'a'.repeat(64),
      dataset: { name: 'birds', split: 'test', digest: 'f'.repeat(64), n: 4 },
      rows: {
        duplicates: { rows: 1, conflicting: 1, examples: [[0, 2]] },
        columns: 2,
        labelColumns: [],
        training: null,
      },
      formats: [],
      predictions: null,
      evidenceVersion: 1,
      command: 'npx modelfolio evaluate birds --force',
    });
    expect(evidence.parse(found)).toEqual(found);
  });

  it('that repeat with the same label contradict nothing', async () => {
    const same = columnsTable({ a: [1, 2, 1, 4], b: [5, 5, 5, 5], y: ['no', 'yes', 'no', 'no'] });
    const { rows } = await gather({}, tableModel(), { table: same, predictions });
    expect(rows?.duplicates).toMatchObject({ rows: 1, conflicting: 0 });
  });

  it.each([
    ['either target', [1, 2], [3, 4], 1],
    ['no target', [1, 1], [3, 3], 0],
    ['the second target alone', [1, 1], [3, 4], 1],
  ])('of a regressor are told apart by %s', async (_, u, v, conflicting) => {
    const values = columnsTable({ a: [7, 7], b: [8, 8], u, v });
    const { evaluationSet } = tableModel();
    if (evaluationSet?.format !== 'csv') throw new Error('expected a table');
    const manifest = tableModel({
      output: valuesOutput('u', 'v'),
      evaluationSet: { ...evaluationSet, columns: ['a', 'b', 'u', 'v'], labels: ['u', 'v'] },
    });
    const told: Predictions = { kind: 'values', targets: [], values: [Float64Array.from(u)] };
    const { rows } = await gather({}, manifest, { table: values, predictions: told });
    expect(rows?.duplicates).toMatchObject({ rows: 1, conflicting });
  });

  it('tell columns that hold the label, of a classifier and of a regressor', async () => {
    const a = Array.from({ length: 40 }, (_, row) => row);
    const b = a.map((value) => value % 3);
    const told = columnsTable({ a, b, y: a.map((value) => (value < 20 ? 'no' : 'yes')) });
    const { rows } = await gather({}, tableModel(), { table: told, predictions });
    expect(rows?.labelColumns).toEqual([{ column: 'a', label: 'y', how: 'separates' }]);
    const line = columnsTable({ a, b, y: a.map((value) => 3 * value + 1) });
    const values: Predictions = { kind: 'values', targets: [], values: [Float64Array.from(a)] };
    const found = await gather({}, tableModel({ output: valuesOutput('y') }), {
      table: line,
      predictions: values,
    });
    expect(found.rows?.labelColumns).toEqual([{ column: 'a', label: 'y', how: 'follows' }]);
  });

  it('of a tensor have no columns, and go in without their label; so do those of training data', async () => {
    const manifest = tableModel({ input: { kind: 'tensor', input: 'x' } });
    const { rows } = await gather(
      { training: { name: 'train.csv', bytes: bytes('a,b,y\n1,5,no\n') } },
      manifest,
    );
    expect(rows).toMatchObject({
      duplicates: { rows: 1 },
      columns: 0,
      labelColumns: [],
      training: { shared: 2 },
    });
  });

  it('are wanted', async () => {
    await expect(gather({}, tableModel({ evaluationSet: null }))).rejects.toThrow(RangeError);
  });
});

describe('training data', () => {
  const training = (name: string, text: string | Uint8Array) => ({
    training: { name, bytes: typeof text === 'string' ? bytes(text) : text },
  });

  it('are looked through for the rows, and named without their folder', async () => {
    const text = 'b,a,other\n5,1,x\n5,3,x\n';
    const { rows } = await gather(training('/home/ada/train.csv', text));
    expect(rows?.training).toEqual({
      file: { name: 'train.csv', bytes: text.length, sha256: sha256Of(text) },
      rows: 2,
      shared: 2,
      examples: [
        [0, 0],
        [2, 0],
      ],
    });
  });

  it('that were looked through before are taken as found', async () => {
    const file = { name: 'train.csv', bytes: 1, sha256: 'b'.repeat(64) };
    const found = { file, rows: 9, shared: 3, examples: [] };
    expect((await gather({ training: found })).rows?.training).toBe(found);
  });

  const array = npzBytes({
    a: ['<f4', [2], Float32Array.of(1, 2)],
    c: ['<f4', [2], Float32Array.of(1, 2)],
  });
  it.each<[string, string, string | Uint8Array, string]>([
    ['a cell that is no number', 'train.csv', 'a,b\n1,5\n1,x\n', 'train.csv: line 3, column b: "x"'],
    ['no such column', 'train.npz', array, 'train.npz: column b: '],
    ['nothing that is a table', 'train.xyz', 'a', 'train.xyz: '],
  ])('with %s are refused, with the place', async (_, name, text, message) => {
    await expect(gather(training(name, text))).rejects.toMatchObject({
      code: 'training-data-unreadable',
      message: expect.stringContaining(message),
    });
  });
});

describe('predictions of the original model', () => {
  const given = (text: string, output?: Partial<ModelManifest['output']>): Promise<Evidence> => {
    const manifest = tableModel();
    return gather(
      { predictions: { path: 'predictions.csv', content: bytes(text) } },
      { ...manifest, output: { ...manifest.output, ...output } },
    );
  };

  it('are compared row by row', async () => {
    const text = 'no,yes\n0.9,0.1\n0.2,0.8\n0.9,0.1\n0.1,0.9\n';
    expect((await given(text)).predictions).toMatchObject({
      file: { path: 'predictions.csv', bytes: text.length, sha256: sha256Of(text) },
      gap: { rows: 4, beyond: { count: 1, rows: [{ row: 3 }] }, classes: { count: 1 } },
    });
  });

  it('of the positive class alone are those of the class that counts as positive', async () => {
    const second = 'probability\n0.1\n0.8\n0.1\n0.4\n';
    const agreeing = { gap: { beyond: { count: 0 } } };
    expect((await given(second, { positive: 1 })).predictions).toMatchObject(agreeing);
    expect((await given(second, { positive: null })).predictions).toMatchObject(agreeing);
    expect((await given(second, { positive: 0 })).predictions).toMatchObject({
      gap: { beyond: { count: 4 } },
    });
    await expect(given(second, { task: 'multiclass-classification' })).rejects.toMatchObject({
      code: 'predictions-unreadable',
    });
  });

  it('that cannot be read are named by their place in the project', async () => {
    await expect(given('prediction\nno\nmaybe\nno\nno\n')).rejects.toMatchObject({
      code: 'predictions-unreadable',
      message: expect.stringContaining('models/birds/predictions.csv: line 3, column prediction: '),
    });
    await expect(given('no,yes\n1,0\n')).rejects.toMatchObject({
      message: expect.stringMatching(/^models\/birds\/predictions\.csv: 1 rows/),
    });
  });
});

describe('a model that is judged on no rows', () => {
  const made = madeProject('tiny', [['ingest']]);

  it('has its formats compared on made-up ones', async () => {
    const path = join(made.root(), 'models/tiny/manifest.json');
    const manifest = modelManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
    const found = await gatherWithoutRows({ root: made.root(), effects: realEffects() }, manifest);
    expect(evidence.parse(found)).toMatchObject({
      modelId: 'tiny',
      modelSha256: manifest.formats[0]?.files[0]?.sha256,
      dataset: null,
      rows: null,
      formats: [{ format: 'tfjs-graph', on: 'generated', gap: { rows: 100, beyond: { count: 0 } } }],
      predictions: null,
      command: 'npx modelfolio evaluate tiny --force',
    });
  });
});
