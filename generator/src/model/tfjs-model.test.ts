import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject } from '../../test/temporary-project.ts';
import { readTfjsModel } from './tfjs-model.ts';

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const weightsManifest = [
  {
    paths: ['weights.bin'],
    weights: [
      { name: 'kernel', shape: [4, 3], dtype: 'float32' },
      { name: 'bias', shape: [3], dtype: 'float32' },
      { name: 'step', shape: [], dtype: 'float32' },
    ],
  },
];
const dense = { class_name: 'Dense', config: { name: 'scores', units: 3, activation: 'softmax' } };
const first = {
  class_name: 'Dense',
  config: { name: 'in', batch_input_shape: [null, 4], dtype: 'float32', units: 5 },
};
const sequential = { class_name: 'Sequential', config: { name: 'net', layers: [first, dense] } };

describe('readTfjsModel', () => {
  it('reads a layers model from its layers', () => {
    const model = readTfjsModel(
      bytesOf({ format: 'layers-model', modelTopology: sequential, weightsManifest }),
      'model.json',
    );
    expect(model).toMatchObject({
      inputs: [{ name: 'in', type: 'float32', shape: ['N', 4] }],
      outputs: [{ name: 'scores', shape: ['N', 3], maker: 'Softmax' }],
      parameters: 15,
    });
  });

  it('finds the width before an activation of its own layer, and the topology that Keras wraps', () => {
    const layers = [
      first,
      { class_name: 'Dropout', config: { name: 'd' } },
      { class_name: 'Softmax', config: { name: 'p' } },
    ];
    const modelTopology = { model_config: { class_name: 'Sequential', config: { layers } } };
    const { outputs } = readTfjsModel(
      bytesOf({ format: 'layers-model', modelTopology, weightsManifest }),
      'model.json',
    );
    expect(outputs).toEqual([
      { name: 'p', type: 'float32', shape: ['N', 5], maker: 'Softmax', classes: null, features: null },
    ]);
  });

  it('reads a graph model from its signature', () => {
    const info = (name: string, size: string): object => ({
      name,
      dtype: 'DT_FLOAT',
      tensorShape: { dim: [{ size: '-1' }, { size }] },
    });
    const signature = { inputs: { x: info('serving_x:0', '4') }, outputs: { y: info('Identity:0', '2') } };
    const model = readTfjsModel(
      bytesOf({ format: 'graph-model', signature, modelTopology: {}, weightsManifest }),
      'm',
    );
    expect(model).toMatchObject({
      inputs: [{ name: 'serving_x', type: 'float32', shape: ['N', 4] }],
      outputs: [{ name: 'Identity', shape: ['N', 2], maker: null }],
    });
  });

  it.each([
    [{ format: 'graph-model', modelTopology: {}, weightsManifest }, /no signature of inputs and outputs/],
    [{ format: 'layers-model', modelTopology: {}, weightsManifest }, /modelTopology holds no layers/],
    [
      { format: 'layers-model', modelTopology: { config: [dense] }, weightsManifest },
      /do not say the shape of the input/,
    ],
    [{ format: 'other', weightsManifest }, /\/format: expected/],
  ])('says what %j lacks', (value, line) => {
    expect(() => readTfjsModel(bytesOf(value), 'model.json')).toThrow(line);
  });

  it('adds a model that is there as TensorFlow.js alone, with class names from a flag', async () => {
    const root = temporaryProject();
    mkdirSync(join(root, 'models'));
    mkdirSync(join(root, 'net'));
    // One that runs: it is tried. Without any weight it finds all classes equally probable.
    const only = { ...dense, config: { ...dense.config, batch_input_shape: [null, 4], dtype: 'float32' } };
    const value = {
      format: 'layers-model',
      modelTopology: { class_name: 'Sequential', config: { name: 'net', layers: [only] } },
      weightsManifest: [
        {
          paths: ['weights.bin'],
          weights: [
            { name: 'scores/kernel', shape: [4, 3], dtype: 'float32' },
            { name: 'scores/bias', shape: [3], dtype: 'float32' },
          ],
        },
      ],
    };
    writeFileSync(join(root, 'net/model.json'), JSON.stringify(value));
    writeFileSync(join(root, 'net/weights.bin'), new Uint8Array(4 * (12 + 3)));
    const cases = join(import.meta.dirname, '../../test/models');
    cpSync(join(cases, 'logistic-zipmap/data.csv'), join(root, 'rows.csv'));
    const flags = [
      '--licence',
      'MIT',
      '--author',
      'Ada',
      '--contact',
      'here',
      '--data',
      'rows.csv',
      '--label',
      'species',
    ];
    const args = ['add', 'net', ...flags, '--data-licence', 'CC0-1.0', '--data-source', 'x'];
    expect(await modelfolio(root, args, { ask: null })).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/still to be said: --classes/)],
    });
    expect(await modelfolio(root, [...args, '--classes', 's,ve,vi'], { ask: null })).toMatchObject({
      code: 0,
      err: [],
    });
    const manifest = modelManifest.parse(
      JSON.parse(readFileSync(join(root, 'models/net/manifest.json'), 'utf8')),
    );
    expect(manifest).toMatchObject({
      formats: [{ format: 'tfjs-layers', entry: 'tfjs/model.json' }],
      input: { kind: 'tabular', columns: [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }] },
      output: { classes: ['s', 've', 'vi'], probabilities: 'scores' },
    });
  });
});
