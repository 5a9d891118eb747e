import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { evidence as evidenceSchema, type Evidence } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { putBiasedModel } from '../../test/put-biased-model.ts';
import { tinyNetwork, type TinyNetwork } from '../../test/tiny-network.ts';
import {
  builtProject,
  edit,
  inputFolder,
  modelfolio,
  modelfolioSteps,
} from '../../test/temporary-project.ts';

const { copy } = builtProject();
const home = (root: string, path: string): string => join(root, 'models/tiny', path);
const read = (root: string): Evidence =>
  evidenceSchema.parse(JSON.parse(readFileSync(home(root, 'evidence.json'), 'utf8')));
const putTwin = (root: string, { modelJson, weights }: TinyNetwork): void => {
  writeFileSync(home(root, 'tfjs/model.json'), modelJson);
  writeFileSync(home(root, 'tfjs/weights.bin'), weights);
};
/** What `check --json` finds, by name. */
const findings = async (root: string): Promise<Record<string, string>> => {
  const { out } = await modelfolio(root, ['check', '--json']);
  const { findings: found } = JSON.parse(out.join('\n')) as { findings: { name: string; reason: string }[] };
  return Object.fromEntries(found.map(({ name, reason }) => [name, reason]));
};
/** The sixty pictures, four bytes each. */
function pictures(): number[][] {
  const shards = ['00', '01', '02'].map((name) =>
    gunzipSync(
      readFileSync(join(inputFolder, `tiny/models/tiny/evaluation/tiny-${name}-images.idx3.gz`)),
    ).subarray(16),
  );
  const bytes = Buffer.concat(shards);
  return Array.from({ length: bytes.length / 4 }, (_, row) => [...bytes.subarray(4 * row, 4 * row + 4)]);
}
/** Probabilities of the sixty rows as the model gives them, changed row by row. */
const predictionsOf = (change: (probabilities: number[], row: number) => number[]): string => {
  const lines = pictures().map((pixels, row) => {
    const [a = 0, b = 0, c = 0, d = 0] = pixels;
    const scores = [2 * (a + b) + 1, 2 * (c + d) + 1, 2 * (a + c) + 1];
    const sum = scores.reduce((all, score) => all + score, 0);
    return change(
      scores.map((score) => score / sum),
      row,
    ).join(',');
  });
  return ['top,bottom,left', ...lines].join('\n');
};

it('proves another format equal on the rows, with the hashes of its files', async () => {
  const root = copy();
  const [format] = read(root).formats;
  expect(format).toMatchObject({
    format: 'tfjs-graph',
    files: [{ path: 'tfjs/model.json' }, { path: 'tfjs/weights.bin' }],
    gap: { rows: 60, largest: { difference: 0 }, beyond: { count: 0 }, classes: { count: 0 } },
  });
  expect(await findings(root)).toEqual({});
});

it.each([
  [
    'its classes exchanged',
    (weight: number, at: number) => (at < 12 ? 2 - weight : 1),
    /rows have another class/,
  ],
  [
    'one weight a little off',
    (weight: number, at: number) => (at === 0 ? 2.05 : weight),
    /differ by more than 0\.001/,
  ],
])('finds a twin with %s, though every step is run again', async (_, change, reason) => {
  const root = copy();
  putTwin(root, tinyNetwork(change));
  const said = await modelfolioSteps(root, [['ingest'], ['evaluate'], ['build']]);
  expect(said.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(said[1]?.out.join('\n')).toMatch(/tfjs-graph says something else/);
  expect(await modelfolio(root, ['check'])).toMatchObject({ code: 1 });
  expect(await findings(root)).toEqual({ 'format-differs': expect.stringMatching(reason) });
});

it('finds a twin that was exchanged after the evaluation', async () => {
  const root = copy();
  putTwin(
    root,
    tinyNetwork((weight) => 2 - weight),
  );
  expect(Object.keys(await findings(root))).toEqual(
    expect.arrayContaining(['manifest-stale', 'input-changed', 'evidence-stale', 'evidence-disagrees']),
  );
  expect(await modelfolio(root, ['build'])).toMatchObject({ code: 1 });
});

it('says what is wrong with a twin that cannot be run', async () => {
  const root = copy();
  putTwin(root, {
    ...tinyNetwork(),
    modelJson: tinyNetwork().modelJson.replace('"MatMul"', '"NoSuchThing"'),
  });
  const [, said] = await modelfolioSteps(root, [['ingest'], ['evaluate']]);
  expect(said).toMatchObject({
    code: 1,
    err: [expect.stringMatching(/^modelfolio: models\/tiny\/tfjs\/model\.json: .*NoSuchThing/)],
  });
});

it('holds an export against the predictions of the original model, and keeps them beside it', async () => {
  const root = copy();
  writeFileSync(
    join(root, 'original.csv'),
    predictionsOf((probabilities) => probabilities),
  );
  const said = await modelfolio(root, ['evaluate', 'tiny', '--predictions', 'original.csv']);
  expect(said).toMatchObject({
    code: 0,
    out: expect.arrayContaining([expect.stringMatching(/the original model agrees: 60 rows/)]),
  });
  expect(readFileSync(home(root, 'predictions.csv'))).toEqual(readFileSync(join(root, 'original.csv')));
  expect(read(root).predictions).toMatchObject({
    file: { path: 'predictions.csv' },
    gap: { beyond: { count: 0 } },
  });
  await modelfolio(root, ['build']);
  expect(await findings(root)).toEqual({});
  // The command of the record remakes it without the flag.
  expect(await modelfolio(root, ['evaluate', '--force'])).toMatchObject({ written: [] });
  rmSync(home(root, 'predictions.csv'));
  expect(Object.keys(await findings(root))).toContain('evidence-stale');
});

it('notices an export that is off by 0.14 in three rows, and a row with another class', async () => {
  const root = copy();
  const off = predictionsOf(([top = 0, bottom = 0, left = 0], row) =>
    row < 3
      ? [top - 0.14, bottom + 0.14, left]
      : row === 9
        ? [0, 0, 0].map((_, at) => Number(at === (top > left ? 2 : 0)))
        : [top, bottom, left],
  );
  writeFileSync(join(root, 'original.csv'), off);
  const said = await modelfolioSteps(root, [
    ['evaluate', 'tiny', '--predictions', 'original.csv'],
    ['build'],
  ]);
  expect(said.map(({ code }) => code)).toEqual([0, 0]);
  const { gap } = read(root).predictions ?? {};
  expect(gap?.beyond.rows.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 9]);
  expect(gap?.classes.rows.map(({ row }) => row)).toContain(9);
  expect(await findings(root)).toEqual({
    'predictions-differ': expect.stringMatching(/4 of 60 rows differ by more than 0\.001/),
  });
});

it.each([
  ['rows short', 'top,bottom,left\n1,0,0\n', /1 rows, the evaluation set has 60/],
  ['an unknown class', `prediction\n${'middle\n'.repeat(60)}`, /line 2, column prediction.*middle/],
])('refuses predictions with %s, and writes nothing', async (_, text, reason) => {
  const root = copy();
  writeFileSync(join(root, 'original.csv'), text);
  const args = ['evaluate', 'tiny', '--predictions', 'original.csv'];
  expect(await modelfolio(root, args)).toMatchObject({
    code: 1,
    err: [expect.stringMatching(reason)],
    written: [],
  });
});

it('wants one model for what is given, and files that are there', async () => {
  const root = copy();
  expect(await modelfolio(root, ['evaluate', '--predictions', 'original.csv'])).toMatchObject({ code: 2 });
  expect(await modelfolio(root, ['evaluate', 'tiny', '--predictions', 'none.csv'])).toMatchObject({
    code: 1,
    err: [expect.stringMatching(/none\.csv: cannot be read/)],
  });
  expect(await modelfolio(root, ['evaluate', 'tiny', '--training-data', 'none.csv'])).toMatchObject({
    code: 1,
  });
  writeFileSync(join(root, 'original.xyz'), 'a');
  expect(await modelfolio(root, ['evaluate', 'tiny', '--predictions', 'original.xyz'])).toMatchObject({
    code: 1,
  });
  writeFileSync(home(root, 'predictions.npz'), 'a');
  writeFileSync(
    join(root, 'original.csv'),
    predictionsOf((probabilities) => probabilities),
  );
  expect(await modelfolio(root, ['evaluate', 'tiny', '--predictions', 'original.csv'])).toMatchObject({
    code: 1,
    err: [expect.stringMatching(/predictions\.npz: there already, under another name \(remove it first/)],
  });
});

it('finds rows that lie in training data, remembers them, and lets the author say why', async () => {
  const root = copy();
  const args = ['evaluate', 'tiny', '--training-data', 'models/tiny/evaluation/tiny-00-images.idx3.gz'];
  const said = await modelfolioSteps(root, [args, ['evaluate', '--force'], ['build']]);
  expect(said.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(read(root).rows?.training).toMatchObject({
    file: { name: 'tiny-00-images.idx3.gz' },
    rows: 20,
    shared: 20,
  });
  expect(await findings(root)).toEqual({
    'rows-trained-on': expect.stringMatching(/20 of 60 rows also lie in tiny-00/),
  });
  edit(
    home(root, 'card.yaml'),
    '  split: test\n',
    '  split: test\n  admitted:\n    rows-trained-on: Pictures of four bytes repeat.\n',
  );
  await modelfolio(root, ['build']);
  expect(await findings(root)).toEqual({});
  const card = JSON.parse(readFileSync(join(root, 'content/models/tiny.json'), 'utf8'));
  expect(card.evidence).toMatchObject({
    unseen: { because: expect.stringMatching(/20 of 60 rows also lie among the 20 rows of tiny-00/) },
    concerns: [{ name: 'rows-trained-on', admitted: 'Pictures of four bytes repeat.' }],
  });
});

it('forgets what training data showed when the model is another', async () => {
  const root = copy();
  const args = ['evaluate', 'tiny', '--training-data', 'models/tiny/evaluation/tiny-00-images.idx3.gz'];
  await modelfolio(root, args);
  putBiasedModel(root);
  await modelfolioSteps(root, [['ingest'], ['evaluate']]);
  expect(read(root).rows?.training).toBeNull();
});

it('finds evidence that was edited, or is not there', async () => {
  const root = copy();
  edit(home(root, 'evidence.json'), /"duplicates": \{"rows": \d+/, '"duplicates": {"rows": 7');
  expect(Object.keys(await findings(root))).toContain('evidence-disagrees');
  expect(await modelfolio(root, ['evaluate', '--check'])).toMatchObject({
    code: 1,
    err: [expect.stringMatching(/evidence\.json: \/rows\/duplicates\/rows: recorded 7/)],
  });
  rmSync(home(root, 'evidence.json'));
  expect(await modelfolio(root, ['build'])).toMatchObject({ code: 0 });
  expect(await findings(root)).toEqual({ 'evidence-missing': expect.any(String) });
  expect(await modelfolio(root, ['evaluate', '--check'])).toMatchObject({ code: 1 });
  expect(await modelfolio(root, ['evaluate'])).toMatchObject({
    code: 0,
    written: [home(root, 'evidence.json')],
  });
});

it('finds a metric that the run logged and its model does not reach', async () => {
  const root = copy();
  edit(home(root, 'runs/tiny-linear.json'), /("test\/accuracy": \{\s*"value": )[\d.]+/, '$10.9997');
  await modelfolio(root, ['build']);
  expect((await findings(root))['logged-metric-differs']).toMatch(
    /The run tiny linear logged test\/accuracy = 0\.9997; evaluating on 60 rows gives [\d.]+ as accuracy/,
  );
});

it('says how it is known that the rows were not trained on: by the record, by the author, or not at all', async () => {
  const unseen = async (root: string): Promise<object> => {
    await modelfolio(root, ['build']);
    return JSON.parse(readFileSync(join(root, 'content/models/tiny.json'), 'utf8')).evidence.unseen as object;
  };
  const root = copy();
  edit(home(root, 'card.yaml'), 'run: tiny-linear', 'run: null');
  edit(home(root, 'card.yaml'), /\{\{(?:parameters|trainRows)\}\}/g, 'few');
  await modelfolio(root, ['ingest']);
  expect(await unseen(root)).toMatchObject({ status: 'unknown', said: null });
  edit(
    home(root, 'card.yaml'),
    '  split: test\n',
    '  split: test\n  unseen: The weights were chosen by hand.\n',
  );
  expect(await unseen(root)).toMatchObject({ status: 'said', said: 'The weights were chosen by hand.' });
});

it('compares the formats of a model that is judged on no rows, on made-up ones', async () => {
  const root = copy();
  edit(home(root, 'card.yaml'), /evaluationSet:\n(?: {2}.*\n)+/, 'evaluationSet: null\n');
  edit(
    home(root, 'card.yaml'),
    /\{\{ ?(?:accuracy|mistakes|testRows|lowestClassF1|highestClassF1) ?\}\}/g,
    'some',
  );
  rmSync(home(root, 'evaluation.json'));
  const steps = [['ingest'], ['evaluate'], ['build']];
  expect((await modelfolioSteps(root, steps)).map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(read(root)).toMatchObject({
    dataset: null,
    rows: null,
    formats: [{ on: 'generated', gap: { rows: 100, largest: { difference: 0 } } }],
  });
  expect(await findings(root)).toEqual({});
  expect(await modelfolio(root, ['evaluate'])).toMatchObject({ written: [] });
  expect(await modelfolio(root, ['evaluate', '--check'])).toMatchObject({ code: 0, written: [] });

  putTwin(
    root,
    tinyNetwork((value, at) => (at < 12 ? 2 - value : 1)),
  );
  expect(Object.keys(await findings(root))).toEqual(
    expect.arrayContaining(['evidence-stale', 'evidence-disagrees']),
  );
  expect((await modelfolioSteps(root, steps)).map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(await findings(root)).toEqual({ 'format-differs': expect.stringMatching(/of made-up rows: /) });
  edit(home(root, 'evidence.json'), '"on": "generated"', '"on": "evaluation"');
  expect(await modelfolio(root, ['evaluate', '--check'])).toMatchObject({ code: 1 });
});

it('asks nothing of a model of one format that is judged on no rows', async () => {
  const root = copy();
  edit(home(root, 'card.yaml'), /evaluationSet:\n(?: {2}.*\n)+/, 'evaluationSet: null\n');
  edit(
    home(root, 'card.yaml'),
    /\{\{ ?(?:accuracy|mistakes|testRows|lowestClassF1|highestClassF1) ?\}\}/g,
    'some',
  );
  for (const path of ['tfjs', 'evaluation.json', 'evidence.json'])
    rmSync(home(root, path), { recursive: true });
  const [, said] = await modelfolioSteps(root, [['ingest'], ['evaluate'], ['build']]);
  expect(said?.out).toEqual(['tiny: no evaluation set, nothing is claimed']);
  expect(await findings(root)).toEqual({});
});
