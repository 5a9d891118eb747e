import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npzBytes } from '@modelfolio/inference/testing/npz-bytes';
import { DataType } from '@modelfolio/onnx/testing/graphs';
import { evaluation, modelManifest, type ModelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject, type Said } from '../../test/temporary-project.ts';
import { loopingNetwork } from '../../test/looping-network.ts';
import { tinyClassifier } from '../../test/tiny-classifier.ts';
import { tinyNetwork, type TinyNetwork } from '../../test/tiny-network.ts';
import type { Effects } from '../effects.ts';

const person = ['--licence', 'MIT', '--author', 'Ada', '--contact', 'a@example.org'];
const sources = ['--data-licence', 'CC0-1.0', '--data-source', 'made up'];
const images = ['--classes', 'top,bottom,left', '--polarity', 'light-on-dark'];

/** Pictures of 2 × 2 from 0 to 1; class `row % 3` has its two pixels bright. */
const pictures = npzBytes({
  image: [
    '<f4',
    [12, 2, 2],
    Float32Array.from({ length: 48 }, (_, at) => {
      const [row, pixel] = [Math.floor(at / 4), at % 4];
      const isBright = [
        [0, 1],
        [2, 3],
        [0, 2],
      ][row % 3]?.includes(pixel);
      return (isBright ? 0.7 : 0) + row / 100;
    }),
  ],
  y: ['|u1', [12], Uint8Array.from({ length: 12 }, (_, row) => row % 3)],
});

/** The project's root with the files of a network in `net/`, and rows. */
function projectOf({ modelJson, weights }: TinyNetwork): string {
  const root = temporaryProject();
  for (const folder of ['models', 'net']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'net/model.json'), modelJson);
  writeFileSync(join(root, 'net/weights.bin'), weights);
  writeFileSync(join(root, 'pictures.npz'), pictures);
  writeFileSync(join(root, 'rows.csv'), 'a,b,y\n5,-2,no\n-1,7,yes\n3,-4,no\n');
  return root;
}

const add = (
  root: string,
  flags: readonly string[],
  changes: Partial<Effects> = {},
  model = 'net',
): Promise<Said> =>
  modelfolio(root, ['add', model, '--id', 'net', ...person, ...flags], { ask: null, ...changes });
const addImages = (
  root: string,
  more: readonly string[] = [],
  changes: Partial<Effects> = {},
  model?: string,
): Promise<Said> =>
  add(root, ['--data', 'pictures.npz', '--label', 'y', ...sources, ...images, ...more], changes, model);

const read = (root: string, name: string): unknown =>
  JSON.parse(readFileSync(join(root, 'models/net', name), 'utf8'));
const manifestOf = (root: string): ModelManifest => modelManifest.parse(read(root, 'manifest.json'));

/** One line of refusal, and nothing written. */
async function refusal(root: string, adding: Promise<Said>): Promise<string> {
  const { code, err, written } = await adding;
  expect({ code, written, lines: err.length }).toEqual({ code: 1, written: [], lines: 1 });
  expect(readdirSync(join(root, 'models'))).toEqual([]);
  return err[0] ?? '';
}

/** y = x · [[1, 0], [0, 1]], of rows with two columns: scores for two classes, and no probabilities. */
const logits: TinyNetwork = {
  modelJson: JSON.stringify({
    format: 'layers-model',
    modelTopology: {
      class_name: 'Sequential',
      config: {
        name: 'net',
        layers: [
          {
            class_name: 'Dense',
            config: {
              name: 'dense',
              units: 2,
              batch_input_shape: [null, 2],
              dtype: 'float32',
              use_bias: false,
            },
          },
        ],
      },
    },
    weightsManifest: [
      { paths: ['weights.bin'], weights: [{ name: 'dense/kernel', shape: [2, 2], dtype: 'float32' }] },
    ],
  }),
  weights: new Uint8Array(Float32Array.of(1, 0, 0, 1).buffer),
};

describe('adding a model that lies in TensorFlow.js alone', () => {
  it('takes one that runs, as evaluate runs it', async () => {
    const root = projectOf(tinyNetwork());
    expect(await addImages(root)).toMatchObject({ code: 0, err: [] });
    expect(manifestOf(root)).toMatchObject({
      formats: [{ format: 'tfjs-graph', entry: 'tfjs/model.json' }],
      output: { probabilities: 'probabilities', activation: 'none' },
    });
    expect(await modelfolio(root, ['evaluate'])).toMatchObject({ code: 0 });
    const judged = evaluation.parse(read(root, 'evaluation.json'));
    expect(judged.task !== 'regression' && judged.metrics.accuracy.value).toBe(1);
  });

  it('refuses one with an operation that TensorFlow.js lacks', async () => {
    const { modelJson, weights } = tinyNetwork();
    const root = projectOf({ modelJson: modelJson.replace('"MatMul"', '"NoSuchThing"'), weights });
    expect(await refusal(root, addImages(root))).toMatch(
      /^modelfolio: net\/model\.json: TensorFlow\.js cannot run it: .*NoSuchThing.* \(see that the data/,
    );
  });

  it('refuses one whose weights are cut short', async () => {
    const { modelJson, weights } = tinyNetwork();
    const root = projectOf({ modelJson, weights: weights.subarray(0, 30) });
    expect(await refusal(root, addImages(root))).toMatch(
      /^modelfolio: net\/model\.json: TensorFlow\.js cannot open it: .+ \(convert it again with tensorflowjs_converter/,
    );
  });

  it('tries it on rows of zeros where there are no data', async () => {
    const { modelJson, weights } = tinyNetwork();
    const good = projectOf({ modelJson, weights });
    expect(await add(good, images)).toMatchObject({ code: 0, err: [] });
    const bad = projectOf({ modelJson: modelJson.replace('"MatMul"', '"NoSuchThing"'), weights });
    expect(await refusal(bad, add(bad, images))).toMatch(/TensorFlow\.js cannot run it: .*NoSuchThing/);
  });

  it('finds scores that are no probabilities, and takes them with their activation', async () => {
    const root = projectOf(logits);
    const flags = ['--data', 'rows.csv', ...sources, '--label', 'y', '--classes', 'no,yes'];
    expect(await refusal(root, add(root, flags))).toMatch(
      /models\/net\/tfjs\/model\.json: the outputs are no probabilities.*say --activation softmax/,
    );
    const asked: string[] = [];
    const ask: Effects['ask'] = ({ label, suggestion }) => {
      asked.push(label);
      return Promise.resolve(suggestion ?? '');
    };
    expect(await add(root, flags, { ask })).toMatchObject({ code: 0, err: [] });
    expect(asked.at(-1)).toMatch(/activation to apply/);
    expect(manifestOf(root).output).toMatchObject({ activation: 'softmax' });
    expect(await modelfolio(root, ['evaluate'])).toMatchObject({ code: 0 });
    const judged = evaluation.parse(read(root, 'evaluation.json'));
    expect(judged.task !== 'regression' && judged.metrics.accuracy.value).toBe(1);
  });

  it('ends one that takes too long', async () => {
    const root = projectOf(loopingNetwork());
    expect(await refusal(root, addImages(root, ['--time-limit', '0.5']))).toMatch(
      /^modelfolio: net\/model\.json: the model was ended: not finished after 0\.5 seconds/,
    );
  });

  it('says what to install, and nothing else to do', async () => {
    const root = projectOf(tinyNetwork());
    const openTfjs: Effects['openTfjs'] = () =>
      Promise.reject(new Error('TensorFlow.js is not installed here (npm install it)'));
    expect(await refusal(root, addImages(root, [], { openTfjs }))).toBe(
      'modelfolio: net/model.json: TensorFlow.js cannot open it: TensorFlow.js is not installed here (npm install it)',
    );
  });
});

it('tries the network that is added, not the ONNX file that lies there already', async () => {
  const { modelJson, weights } = tinyNetwork();
  const root = projectOf({ modelJson, weights });
  writeFileSync(join(root, 'net.onnx'), tinyClassifier({ inputType: DataType.FLOAT }));
  expect(await addImages(root, [], {}, 'net.onnx')).toMatchObject({ code: 0, err: [] });
  writeFileSync(join(root, 'net/model.json'), modelJson.replace('"MatMul"', '"NoSuchThing"'));
  expect(await addImages(root, ['--force'])).toMatchObject({
    code: 1,
    written: [],
    err: [expect.stringMatching(/TensorFlow\.js cannot run it: .*NoSuchThing/)],
  });
  writeFileSync(join(root, 'net/model.json'), modelJson);
  expect(await addImages(root, ['--force'])).toMatchObject({ code: 0 });
  expect(manifestOf(root).formats.map(({ format }) => format)).toEqual(['onnx', 'tfjs-graph']);
});
