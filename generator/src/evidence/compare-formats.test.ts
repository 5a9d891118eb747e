import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedsOf, outputNames, predictionsOf, tableOf, type Predictions } from '@modelfolio/inference';
import { modelManifest, type ModelManifest } from '@modelfolio/schemas';
import { beforeAll, expect, it } from 'vitest';
import { madeProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { compareFormats, type FormatSample } from './compare-formats.ts';

const made = madeProject('tiny', [['ingest']]);
let manifest: ModelManifest;
beforeAll(() => {
  const path = join(made.root(), 'models/tiny/manifest.json');
  manifest = modelManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
});

/** The project; how many of its models are open is counted. */
function project(signal = new AbortController().signal): Project & { open: () => number } {
  const effects = realEffects(signal);
  let count = 0;
  const openTfjs: typeof effects.openTfjs = async (...given) => {
    const session = await effects.openTfjs(...given);
    count += 1;
    const close = async (): Promise<void> => {
      count -= 1;
      await session.close();
    };
    return { ...session, close };
  };
  return { root: made.root(), effects: { ...effects, openTfjs }, open: () => count };
}

/** Three pictures, and what the classifier says of them: (2 (a + b) + 1, 2 (c + d) + 1, 2 (a + c) + 1) / their sum. */
const pixels = Uint8Array.of(9, 9, 0, 0, 0, 0, 9, 9, 9, 0, 9, 0);
const classes = ['top', 'bottom', 'left'];
const reference: Predictions = {
  kind: 'classes',
  classes,
  probabilities: Float64Array.of(
    37 / 57,
    1 / 57,
    19 / 57,
    1 / 57,
    37 / 57,
    19 / 57,
    19 / 75,
    19 / 75,
    37 / 75,
  ),
  predicted: Uint32Array.of(0, 1, 2),
};
const table = tableOf(
  'pictures',
  new Map(),
  3,
  null,
  new Map([['image', { shape: [2, 2], values: pixels }]]),
);
const sample = (parts: Partial<FormatSample> = {}): FormatSample => ({
  on: 'evaluation',
  seed: 7,
  reference,
  predict: async ({ run }) =>
    predictionsOf(manifest.output, await run(feedsOf(manifest, table), outputNames(manifest.output)), 3),
  rowOf: (place) => 100 + place,
  ...parts,
});

it('says of each other format what ran it, on which rows, and that it agrees', async () => {
  const { open, ...there } = project();
  expect(await compareFormats(there, manifest, sample())).toEqual([
    {
      format: 'tfjs-graph',
      files: manifest.formats[1]?.files,
      runtime: expect.stringMatching(/^@tensorflow\/tfjs-core \d/),
      on: 'evaluation',
      seed: 7,
      gap: expect.objectContaining({ rows: 3, beyond: { count: 0, rows: [] } }),
    },
  ]);
  expect(open()).toBe(0);
});

it('names rows as the evaluation set counts them, where they differ', async () => {
  const probabilities = Float64Array.from(reference.probabilities);
  probabilities.set([0.5, 0.25, 0.25], 3);
  const [found] = await compareFormats(
    project(),
    manifest,
    sample({ on: 'generated', reference: { ...reference, probabilities } }),
  );
  expect(found).toMatchObject({ on: 'generated', gap: { largest: { row: 101 }, beyond: { count: 1 } } });
  expect(found?.gap.beyond.rows).toMatchObject([{ row: 101 }]);
});

it('has nothing to say of a model of one format', async () => {
  const alone = { ...manifest, formats: manifest.formats.slice(0, 1) };
  expect(await compareFormats(project(), alone, sample())).toEqual([]);
});

it.each<[string, unknown, string]>([
  ['an error', new Error('no kernel'), 'no kernel'],
  ['something else', 'no kernel', 'no kernel'],
])('says which file fails on the rows with %s, and closes it', async (_, cause, said) => {
  const { open, ...there } = project();
  const predict = (): Promise<never> => Promise.reject(cause);
  await expect(compareFormats(there, manifest, sample({ predict }))).rejects.toMatchObject({
    code: 'model-output-wrong',
    message: `models/tiny/tfjs/model.json: fails on the rows that the ONNX file takes: ${said}`,
    cause,
  });
  expect(open()).toBe(0);
});

it('passes on what is said already, and an interruption', async () => {
  const failure = new ModelfolioError('model-stopped', 'too slow');
  const failing = sample({ predict: () => Promise.reject(failure) });
  await expect(compareFormats(project(), manifest, failing)).rejects.toBe(failure);
  const control = new AbortController();
  const interrupted = sample({
    predict: () => {
      control.abort(new Error('Ctrl-C'));
      return Promise.reject(new Error('the model was ended'));
    },
  });
  await expect(compareFormats(project(control.signal), manifest, interrupted)).rejects.toThrow('Ctrl-C');
});
