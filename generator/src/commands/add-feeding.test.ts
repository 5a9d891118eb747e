import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npzBytes, type NpzArray } from '@modelfolio/inference/testing/npz-bytes';
import {
  AttributeType,
  DataType,
  ints,
  modelOf,
  node,
  strings,
  tensorValue,
} from '@modelfolio/onnx/testing/graphs';
import { evaluation, modelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject, type Said } from '../../test/temporary-project.ts';

const { FLOAT, INT64, STRING } = DataType;
const flag = (name: string, i: number) => ({ name, type: AttributeType.INT, i });
const person = ['--licence', 'MIT', '--author', 'Ada', '--contact', 'a@example.org'];
const data = ['--data-licence', 'CC0-1.0', '--data-source', 'made up', '--label', 'y'];
const side = 4;
const images = 12;

/** Which colour is the brightest of all pixels: one class a channel. Takes float [N, 3, 4, 4] from 0 to 1. */
const brightest = modelOf({
  node: [
    node('GlobalAveragePool', ['image'], ['mean']),
    node('Flatten', ['mean'], ['share']),
    node('Softmax', ['share'], ['probabilities']),
  ],
  input: [tensorValue('image', FLOAT, ['N', 3, side, side])],
  output: [tensorValue('probabilities', FLOAT, ['N', 3])],
});

/** Bytes [N, 4, 4, 3]; channel `row % 3` is the brighter one. */
function pictures(): Uint8Array {
  const pixels = new Uint8Array(images * side * side * 3);
  for (let at = 0; at < pixels.length; at++) {
    const row = Math.floor(at / (side * side * 3));
    pixels[at] = (at % 3 === row % 3 ? 150 : 0) + (at % 90);
  }
  return pixels;
}

/** The project's root with `model.onnx` and `rows.npz` or `rows.csv` in it. */
function projectOf(model: Uint8Array, rows: { npz: Record<string, NpzArray> } | { csv: string }): string {
  const root = temporaryProject();
  mkdirSync(join(root, 'models'));
  writeFileSync(join(root, 'given.onnx'), model);
  if ('csv' in rows) writeFileSync(join(root, 'rows.csv'), rows.csv);
  else writeFileSync(join(root, 'rows.npz'), npzBytes(rows.npz));
  return root;
}

function add(root: string, file: string, more: string[] = []): Promise<Said> {
  const args = [join(root, 'given.onnx'), '--id', 'given', '--data', join(root, file)];
  return modelfolio(root, ['add', ...args, ...person, ...data, ...more], { ask: null });
}

const labels: NpzArray = ['|u1', [images], Uint8Array.from({ length: images }, (_, row) => row % 3)];
const bytesLast: Record<string, NpzArray> = {
  image: ['|u1', [images, side, side, 3], pictures()],
  y: labels,
};
const named = ['--classes', 'red,green,blue', '--polarity', 'dark-on-light'];

describe('pictures', () => {
  it('of bytes with channels last are not poured into fractions with channels first', async () => {
    const { code, err, written } = await add(projectOf(brightest, { npz: bytesLast }), 'rows.npz', named);
    expect({ code, written }).toEqual({ code: 1, written: [] });
    expect(err[0]).toMatch(
      /rows are uint8 \[4, 4, 3\], input image takes float32 \[3, 4, 4\] \(.*--transpose 2,0,1 .*--scale 1\/255/,
    );
  });

  it('go in as it is said, in the graph, and are judged right', async () => {
    const root = projectOf(brightest, { npz: bytesLast });
    const added = await add(root, 'rows.npz', [...named, '--transpose', '2,0,1', '--scale', '1/255']);
    expect(added).toMatchObject({ code: 0, err: [] });
    const manifest = modelManifest.parse(
      JSON.parse(readFileSync(join(root, 'models/given/manifest.json'), 'utf8')),
    );
    expect(manifest.inputs).toEqual([{ name: 'image', type: 'uint8', shape: ['N', side, side, 3] }]);
    expect(manifest.input).toMatchObject({ kind: 'image', channels: 3, range: [0, 255] });
    expect(manifest.formats[0]?.changes).toEqual([
      'input image takes the data, uint8 [N, 4, 4, 3]: axes turned by 2, 0, 1, cast, divided by 255',
    ]);
    expect(await modelfolio(root, ['evaluate'])).toMatchObject({ code: 0 });
    const judged = evaluation.parse(
      JSON.parse(readFileSync(join(root, 'models/given/evaluation.json'), 'utf8')),
    );
    expect(judged.task === 'regression' ? null : judged.metrics.accuracy.value).toBe(1);
  });

  it('kept as whole numbers in fractions may be meant in two ways', async () => {
    const pixels = Float32Array.from({ length: images * 3 * side * side }, (_, at) => at % 256);
    const rows = {
      image: ['<f4', [images, 3, side, side], pixels],
      y: labels,
    } satisfies Record<string, NpzArray>;
    const root = projectOf(brightest, { npz: rows });
    expect((await add(root, 'rows.npz', named)).err[0]).toMatch(
      /hold whole numbers up to 255, as of pixels: nothing tells .*--scale 1 where/,
    );
    expect(await add(root, 'rows.npz', [...named, '--scale', '1'])).toMatchObject({ code: 0 });
  });

  it('have flags that are for arrays alone', async () => {
    const root = projectOf(brightest, { csv: 'a,y\n1,0\n' });
    expect((await add(root, 'rows.csv', [...named, '--scale', '1/255'])).err[0]).toMatch(
      /--transpose and --scale are for data with an array for one tensor/,
    );
  });
});

describe('models of other tasks', () => {
  const csv = { csv: 'a,b,y\n1,2,0\n3,4,1\n5,6,0\n' };
  const table = tensorValue('x', FLOAT, ['N', 2]);
  /** `label` from the makers given, `numbers` beside it. */
  const graph = (name: string, maker: string, labelType = INT64): Uint8Array =>
    modelOf({
      node: [
        node(maker, ['x'], ['found']),
        node('Identity', ['found'], ['label']),
        node('Abs', ['x'], [name]),
      ],
      input: [table],
      output: [tensorValue('label', labelType, ['N']), tensorValue(name, FLOAT, ['N', 2])],
    });

  it.each([
    [
      'several labels a row',
      modelOf({
        node: [node('Sigmoid', ['x'], ['p'])],
        input: [table],
        output: [tensorValue('p', FLOAT, ['N', 2])],
      }),
    ],
    ['a clustering', graph('distances', 'ArgMin')],
    ['an outlier detector', graph('scores', 'ArgMax')],
  ])('%s are refused before anything is asked, whatever is said', async (what, model) => {
    for (const flags of [[], ['--classes', 'no,yes'], ['--classes', 'no,yes', '--activation', 'softmax']]) {
      const { code, err, written } = await add(projectOf(model, csv), 'rows.csv', flags);
      expect({ code, written }).toEqual({ code: 1, written: [] });
      expect(err[0]).toContain(what);
      expect(err[0]).not.toContain('still to be said');
    }
  });

  it('a classifier with several columns of truth is refused', async () => {
    const root = projectOf(
      modelOf({
        node: [node('Softmax', ['x'], ['p']), { ...node('ArgMax', ['p'], ['label']), attribute: [] }],
        input: [table],
        output: [tensorValue('p', FLOAT, ['N', 2])],
      }),
      { csv: 'a,b,y,z\n1,2,0,1\n3,4,1,1\n' },
    );
    const { err } = await add(root, 'rows.csv', ['--label', 'y,z', '--classes', 'no,yes']);
    expect(err[0]).toMatch(/2 columns of truth \(y, z\) for a classifier: several labels a row/);
  });

  it('answers in columns from 0 to 1 are offered no activation', async () => {
    const root = projectOf(
      modelOf({
        node: [node('Clip', ['x'], ['p'])],
        input: [table],
        output: [tensorValue('p', FLOAT, ['N', 2])],
      }),
      { csv: 'a,b,y\n0.9,0.8,0\n0.7,1,1\n0.2,0.1,0\n' },
    );
    const { err } = await add(root, 'rows.csv', ['--classes', 'no,yes']);
    expect(err[0]).toMatch(/an answer for each of 2 columns, as of several labels a row/);
    expect(err[0]).not.toContain('--activation');
  });

  it('scores beside a label with class names are offered no activation', async () => {
    const encoder = node(
      'ml:LabelEncoder',
      ['place'],
      ['label'],
      [ints('keys_int64s', [0, 1]), strings('values_strings', ['no', 'yes'])],
    );
    const root = projectOf(
      modelOf({
        node: [
          node('Identity', ['x'], ['f']),
          { ...node('ArgMax', ['x'], ['place']), attribute: [flag('axis', 1), flag('keepdims', 0)] },
          encoder,
        ],
        input: [table],
        output: [tensorValue('label', STRING, ['N']), tensorValue('f', FLOAT, ['N', 2])],
      }),
      { csv: 'a,b,y\n1,2,yes\n9,1,no\n' },
    );
    const { err } = await add(root, 'rows.csv');
    expect(err[0]).toMatch(/they are scores of a classifier that gives none \(export probabilities/);
  });

  it('margins of a linear model are offered no activation', async () => {
    const linear = {
      ...node(
        'ml:LinearClassifier',
        ['x'],
        ['label', 'scores'],
        [strings('classlabels_strings', ['no', 'yes'])],
      ),
    };
    linear.attribute = [
      ...(linear.attribute ?? []),
      { name: 'coefficients', type: AttributeType.FLOATS, floats: [1, 0, 0, 5] },
      { name: 'intercepts', type: AttributeType.FLOATS, floats: [0, 0] },
    ];
    const root = projectOf(
      modelOf({
        node: [linear],
        input: [table],
        output: [tensorValue('label', STRING, ['N']), tensorValue('scores', FLOAT, ['N', 2])],
      }),
      { csv: 'a,b,y\n1,2,yes\n9,1,no\n' },
    );
    const { err } = await add(root, 'rows.csv');
    expect(err[0]).toMatch(/they are scores of a LinearClassifier \(export probabilities/);
  });
});
