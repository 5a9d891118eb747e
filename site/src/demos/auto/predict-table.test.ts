// The engine of the page over models of every type, against what ONNX Runtime for Python says of the same rows.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TabularColumn } from '@modelfolio/schemas';
import { predictTable } from './predict-table.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { gzipped } from '@modelfolio/pages/testing/engine-contract';
import type { EngineSpec } from '@modelfolio/pages/engine/inference-engine';
import { createOrtEngine } from '@modelfolio/pages/engine/ort-engine';
import type { ModelSides } from '@modelfolio/inference';

const folder = join(import.meta.dirname, '../../../../generator/test/models');
const runtime = gzipped('onnxruntime-web/ort-wasm-simd-threaded.wasm');

const column = (
  input: string,
  index: number | null,
  name: string,
  type: TabularColumn['type'],
): TabularColumn => ({
  input,
  index,
  name,
  label: null,
  description: null,
  type,
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
});
const none = { positive: null, targets: null, classes: null, prediction: null, probabilities: null };
const abcd = (input: string) =>
  ['a', 'b', 'c', 'd'].map((name, index) => column(input, index, name, 'float32'));

const sides: Record<string, ModelSides> = {
  'bool-and-int64': {
    inputs: [
      { name: 'age', type: 'int64', shape: ['N', 1] },
      { name: 'member', type: 'bool', shape: ['N', 1] },
      { name: 'rate', type: 'float64', shape: ['N'] },
    ],
    input: {
      kind: 'tabular',
      columns: [
        column('age', null, 'age', 'int64'),
        column('member', null, 'member', 'bool'),
        column('rate', null, 'rate', 'float64'),
      ],
    },
    output: {
      ...none,
      task: 'regression',
      activation: 'none',
      targets: [{ name: 'price', output: 'price', index: 0, unit: 'EUR' }],
    },
  },
  'string-classes': {
    inputs: [{ name: 'X', type: 'float32', shape: [null, 4] }],
    input: { kind: 'tabular', columns: abcd('X') },
    output: {
      ...none,
      task: 'multiclass-classification',
      activation: 'none',
      probabilities: 'probabilities',
      prediction: 'label',
      classes: ['alpha', 'mid', 'zeta'],
    },
  },
  'fixed-batch': {
    inputs: [{ name: 'x', type: 'float32', shape: [1, 4] }],
    input: { kind: 'tabular', columns: abcd('x') },
    output: {
      ...none,
      task: 'binary-classification',
      activation: 'sigmoid',
      probabilities: 'logit',
      classes: ['no', 'yes'],
      positive: 1,
    },
  },
};
const labels: Record<string, string> = {
  'bool-and-int64': 'price',
  'string-classes': 'kind',
  'fixed-batch': 'large',
};

function engineOf(id: string) {
  const model = Uint8Array.from(readFileSync(join(folder, id, 'model.onnx')));
  const sha256 = createHash('sha256').update(model).digest('hex');
  const spec: EngineSpec = {
    runtime: 'ort',
    entry: 'model.onnx',
    files: [{ path: 'model.onnx', url: 'model.onnx', bytes: model.length, sha256 }],
    image: null,
  };
  return createOrtEngine(spec, { wasm: runtime.file, loaderUrl: undefined, threads: 1 }, async (file) =>
    file.url === 'model.onnx' ? model : runtime.bytes,
  );
}

/** The columns that were added to the CSV, as numbers. */
function predicted(csv: Uint8Array, count: number): number[][] {
  const [, ...lines] = new TextDecoder().decode(csv).trimEnd().split('\n');
  return lines.map((line) => line.split(',').slice(-count).map(Number));
}

describe.each(Object.entries(sides))('%s', (id, side) => {
  const engine = engineOf(id);
  const loaded = engine.load(() => undefined, new AbortController().signal);
  afterAll(() => engine.dispose());
  const data = Uint8Array.from(readFileSync(join(folder, id, 'data.csv')));
  const expected = JSON.parse(readFileSync(join(folder, id, 'expected.json'), 'utf8')) as {
    values?: number[][];
    probabilities?: number[][];
  };
  const request = { sides: side, bytes: data, fileName: 'data.csv', labels: [labels[id] ?? ''] };

  test('predicts every row of a file as the reference does, and judges it', async () => {
    await loaded;
    const progress: number[] = [];
    const { rows, csv, scores } = await predictTable(engine.run, request, ({ done }) => progress.push(done));
    const wanted = expected.values ?? expected.probabilities ?? [];
    expect(rows).toBe(wanted.length);
    expect(progress.at(-1)).toBe(rows);
    const found = predicted(csv, wanted[0]?.length ?? 0);
    wanted.forEach((line, row) =>
      line.forEach((value, at) =>
        expect(Math.abs((found[row]?.[at] ?? NaN) - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-5),
      ),
    );
    expect(scores?.kind).toBe(side.output.task === 'regression' ? 'values' : 'classes');
  });

  test('a file that does not fit is refused with its line and column', async () => {
    await loaded;
    const [head = '', first = ''] = new TextDecoder().decode(data).split('\n');
    const bytes = new TextEncoder().encode(`${head}\n${first}\n${first.replace(/^[^,]*/, 'many')}\n`);
    const name = head.split(',')[0] ?? '';
    await expect(predictTable(engine.run, { ...request, bytes }, () => undefined)).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^data\\.csv:3, column "${name}": "many", expected a number`),
      ),
    });
    await expect(
      predictTable(
        engine.run,
        { ...request, bytes: new TextEncoder().encode('other\n1\n') },
        () => undefined,
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('the column is missing') });
  });
});

test('an input of a wrong name or shape is refused in a sentence, and the engine goes on', async () => {
  const engine = engineOf('string-classes');
  await engine.load(() => undefined, new AbortController().signal);
  const feed = (width: number) =>
    ({ X: { type: 'float32', data: new Float32Array(width), shape: [1, width] } }) as const;
  await expect(engine.run({ Y: feed(4).X }, ['label'])).rejects.toMatchObject({ code: 'model' });
  await expect(engine.run(feed(3), ['label'])).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining('The model refuses this input'),
  });
  const { outputs } = await engine.run(feed(4), ['label', 'probabilities']);
  expect(outputs['label']).toMatchObject({ type: 'string', shape: [1] });
  await engine.dispose();
});
