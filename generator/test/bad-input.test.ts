import { rmSync, truncateSync, writeFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import onnxProto from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { encodeIdx } from '@modelfolio/inference/idx';
import { builtProject, edit, modelfolio, modelfolioSteps, temporaryProject } from './temporary-project.ts';
import { tinyClassifier, type TinyVariant } from './tiny-classifier.ts';

const { DataType } = onnxProto.onnx.TensorProto;
const model = 'models/tiny/model.onnx';
const images = 'models/tiny/evaluation/tiny-00-images.idx3.gz';
const labels = 'models/tiny/evaluation/tiny-00-labels.idx1.gz';
const cardYaml = 'models/tiny/card.yaml';
const run = 'models/tiny/runs/tiny-linear.json';

type Spoil = (root: string) => void;
/** A gzip-compressed IDX file of zeros, spoilt. */
const idxGz = (
  shape: readonly number[],
  spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Uint8Array => {
  const data = new Uint8Array(shape.reduce((size, dimension) => size * dimension, 1));
  return gzipSync(spoil(encodeIdx({ shape, data })));
};
const put =
  (path: string, content: string | Uint8Array): Spoil =>
  (root) =>
    writeFileSync(join(root, path), content);
const variant = (changes: TinyVariant): Spoil => put(model, tinyClassifier(changes));
const truncate =
  (path: string): Spoil =>
  (root) =>
    truncateSync(join(root, path), Math.floor(statSync(join(root, path)).size / 2));
const replace =
  (path: string, from: string | RegExp, to: string): Spoil =>
  (root) =>
    edit(join(root, path), from, to);

/** What is spoilt, how, the commands up to the one that must fail, and the one line it must say. */
const cases: [what: string, spoil: Spoil, commands: string[], line: RegExp][] = [
  // ONNX files
  [
    'an input of another type than pixels',
    variant({ inputType: DataType.DOUBLE }),
    ['ingest'],
    /model\.onnx: input `image` float64 \[N, 2, 2\]: expected pixels, uint8 or float32 .*put the preprocessing into the graph/,
  ],
  [
    'an input that is no image',
    variant({ imageShape: [4] }),
    ['ingest'],
    /model\.onnx: input `image` uint8 \[N, 4\]: expected pixels, uint8 or float32 \[N, height, width\] or/,
  ],
  [
    'images of another size than the rows',
    variant({ imageShape: [2, 3] }),
    ['ingest', 'evaluate'],
    /models\/tiny\/evaluation: column image: rows are \[2, 2\], input image takes \[2, 3\]/,
  ],
  [
    'no probabilities',
    variant({ withoutProbabilities: true }),
    ['ingest'],
    /model\.onnx: no floating-point output \[N, classes\] among `label` int64 \[N\]/,
  ],
  [
    'more columns than classes',
    variant({ classes: 4 }),
    ['ingest'],
    /model\.onnx: output `probabilities` has 4 columns, there are 3 classes/,
  ],
  [
    'fewer columns than claimed',
    variant({ classes: 2, claimedClasses: 3 }),
    ['ingest', 'evaluate'],
    /model\.onnx: output probabilities holds 120 numbers, expected 60 × 3/,
  ],
  [
    'scores instead of probabilities',
    variant({ divisor: 'one' }),
    ['ingest', 'evaluate'],
    /model\.onnx: row 0: output `probabilities` holds \d+, which is no probability/,
  ],
  [
    'probabilities that sum to a half',
    variant({ divisor: 'twice' }),
    ['ingest', 'evaluate'],
    /model\.onnx: row 0: output `probabilities` sums to 0\.5000, expected 1/,
  ],
  [
    'a label that is not the most probable class',
    variant({ contrary: true }),
    ['ingest', 'evaluate'],
    /model\.onnx: row \d+: output `label` says class \d, the most probable one is \d/,
  ],
  [
    'a text file for a model',
    put(model, 'weights go here\n'),
    ['ingest'],
    /model\.onnx: not an ONNX model, or damaged/,
  ],
  ['an empty model', put(model, ''), ['ingest'], /model\.onnx: not an ONNX model, or damaged/],
  ['half a model', truncate(model), ['ingest'], /model\.onnx: not an ONNX model, or damaged/],
  [
    'no model',
    (root) => {
      rmSync(join(root, model));
      rmSync(join(root, 'models/tiny/tfjs'), { recursive: true });
    },
    ['ingest'],
    /model\.onnx: not there/,
  ],
  [
    'a weight file missing',
    (root) => rmSync(join(root, 'models/tiny/tfjs/weights.bin')),
    ['ingest'],
    /tfjs\/weights\.bin: not there/,
  ],
  // evaluation sets
  ['half a shard', truncate(images), ['ingest'], /tiny-00-images\.idx3\.gz: truncated gzip file/],
  [
    'a shard that is no gzip',
    put(images, 'pixels'),
    ['ingest'],
    /tiny-00-images\.idx3\.gz: not a gzip file, or damaged/,
  ],
  [
    'labels where images should be',
    put(images, idxGz([20])),
    ['ingest'],
    /tiny-00-images\.idx3\.gz: wrong magic number 0x00000801: expected 3 or 4 dimensions, received 1/,
  ],
  [
    'floats in a shard',
    put(
      images,
      idxGz([20, 2, 2], (bytes) => bytes.with(2, 0x0d)),
    ),
    ['ingest'],
    /tiny-00-images\.idx3\.gz: wrong magic number 0x00000d03: expected IDX of unsigned bytes/,
  ],
  [
    'fewer pixels than promised',
    put(
      images,
      idxGz([20, 2, 2], (bytes) => bytes.subarray(0, -1)),
    ),
    ['ingest'],
    /tiny-00-images\.idx3\.gz: truncated: the header promises 20×2×2 = 80 bytes, 79 follow/,
  ],
  [
    'labels and images of different counts',
    put(labels, idxGz([19])),
    ['ingest'],
    /tiny-00-labels\.idx1\.gz: 19 labels for 20 images in evaluation\/tiny-00-images\.idx3\.gz/,
  ],
  [
    'a shard without labels',
    (root) => rmSync(join(root, labels)),
    ['ingest'],
    /tiny-00-labels\.idx1\.gz: cannot be read/,
  ],
  [
    'labels without images',
    (root) => rmSync(join(root, images)),
    ['ingest'],
    /tiny-00-labels\.idx1\.gz has no -images\.idx3\.gz file beside it/,
  ],
  [
    'a label beyond the classes',
    put(
      labels,
      idxGz([20], (bytes) => bytes.fill(3, 8)),
    ),
    ['ingest', 'evaluate'],
    /card\.yaml: signature\.classes: row 0 of the evaluation set has the label 3, but there are 3 classes \(0 to 2\)/,
  ],
  [
    'an empty evaluation set',
    replace(cardYaml, 'path: evaluation', 'path: elsewhere'),
    ['ingest'],
    /models\/tiny\/elsewhere: no \*-images\.idx3\.gz files/,
  ],
  // card.yaml
  [
    'YAML that does not parse',
    replace(cardYaml, 'licence: MIT', 'licence: "MIT'),
    ['ingest'],
    /card\.yaml: \d+:\d+: Missing closing "quote/,
  ],
  [
    'a field twice',
    replace(cardYaml, 'version: 1.0.0', 'version: 1.0.0\ntitle: Again'),
    ['ingest'],
    /card\.yaml: 6:1: Map keys must be unique/,
  ],
  [
    'an unknown field',
    replace(cardYaml, 'contact: Open', 'kontact: Open'),
    ['ingest'],
    /card\.yaml: (1:1: contact: missing: expected string|10:1: unknown field kontact)/,
  ],
  [
    'an unknown field in a section',
    replace(cardYaml, '  factors:', '  moods: None.\n  factors:'),
    ['ingest'],
    /card\.yaml: 26:3: sections: unknown field moods/,
  ],
  [
    'a field of another kind',
    replace(cardYaml, 'version: 1.0.0', 'version: 1.0'),
    ['ingest'],
    /card\.yaml: 5:1: version: expected string, received 1/,
  ],
  [
    'a missing section',
    replace(cardYaml, /^ {2}factors:.*\n/m, ''),
    ['ingest'],
    /card\.yaml: 23:1: sections\.factors: missing: expected string/,
  ],
  ['an empty card.yaml', put(cardYaml, ''), ['ingest'], /card\.yaml: 1:1: expected object, received null/],
  [
    'a run that is not there',
    replace(cardYaml, 'run: tiny-linear', 'run: tiny-lineal'),
    ['ingest'],
    /card\.yaml: 11:1: run: no record with the id tiny-lineal \(there are: tiny-constant, tiny-linear, tiny-teacher\)/,
  ],
  [
    'one class',
    replace(cardYaml, '[top, bottom, left]', '[top]'),
    ['ingest'],
    /card\.yaml: 16:3: signature\.classes: expected at least 2 entries, received \["top"\]/,
  ],
  // records
  [
    'a run that is no JSON',
    put(run, '{ "schemaVersion": 1, '),
    ['ingest'],
    /runs\/tiny-linear\.json: not JSON: /,
  ],
  [
    'a run with a wrong field',
    replace(run, '"status": "finished"', '"status": "done"'),
    ['ingest'],
    /tiny-linear\.json: \/status: expected "running" or .* received "done"/,
  ],
  [
    'a run with an unknown field',
    replace(run, '"schemaVersion": 1,', '"schemaVersion": 1, "mood": "good",'),
    ['ingest'],
    /tiny-linear\.json: unknown field mood/,
  ],
  [
    'a run with a time that is none',
    replace(run, '2026-11-01T10:00:00.000Z', 'yesterday'),
    ['ingest'],
    /tiny-linear\.json: \/startTime: expected .*datetime.*received "yesterday"/,
  ],
  [
    'histories of unequal length',
    replace(run, /"timestamps": \[\s*1,\s*2,/, '"timestamps": [1,'),
    ['ingest'],
    /tiny-linear\.json: \/histories\/train~1loss: steps, values and timestamps must have the same length/,
  ],
  [
    'two runs of one id',
    replace(run, '"id": "tiny-linear"', '"id": "tiny-constant"'),
    ['ingest'],
    /tiny-linear\.json: \/id: tiny-constant is also the id of models\/tiny\/runs\/tiny-constant\.json/,
  ],
  // out of order
  ['no manifest', () => undefined, ['evaluate'], /manifest\.json: not there \(run modelfolio ingest\)/],
  [
    'no evaluation',
    () => undefined,
    ['ingest', 'build'],
    /evaluation\.json: not there \(run modelfolio evaluate\)/,
  ],
];

const good = builtProject();

describe('bad input', () => {
  it.each(cases)('%s is told in one line', async (_, spoil, commands, line) => {
    const root = temporaryProject('tiny');
    spoil(root);
    const said = await modelfolioSteps(
      root,
      commands.map((command) => [command]),
    );
    expect(said.map(({ code }) => code)).toEqual(
      commands.map((_command, index) => (index < commands.length - 1 ? 0 : 1)),
    );
    expect(said.at(-1)?.err).toEqual([expect.stringMatching(line)]);
    expect(said.at(-1)?.err[0]).toMatch(/^modelfolio: models\/tiny\//);
    expect(said.at(-1)?.written).toEqual([]);
  });

  // The last two spoil nothing.
  it.each(cases.slice(0, -2))('%s becomes findings in check, which fails by none of it', async (_, spoil) => {
    const root = good.copy();
    spoil(root);
    const { code, err } = await modelfolio(root, ['check']);
    expect(err).toEqual([
      expect.stringMatching(/^1 model checked and evaluated again(?:, .*)?: \d+ findings?$/),
    ]);
    expect(code).toBe(1);
  });
});
