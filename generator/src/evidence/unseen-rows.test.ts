import type { EvaluationSet, RunRecord } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { evidenceOf, inputOf, runOf } from '../../test/evidence-records.ts';
import { unseenRows, type Known } from './unseen-rows.ts';

const set = (split = 'test'): EvaluationSet => ({
  name: 'birds',
  split,
  rows: 100,
  digest: 'f'.repeat(64),
  licence: 'CC0-1.0',
  source: 'here',
  format: 'csv',
  file: { path: 'evaluation/test.csv', bytes: 1, sha256: 'e'.repeat(64) },
  columns: ['a', 'y'],
  labels: ['y'],
  slices: [],
});
const status = (datasets: RunRecord['datasets'] | null, parts: Partial<Known> = {}) =>
  unseenRows({
    set: set(),
    run: datasets && runOf({ datasets }),
    evidence: null,
    said: null,
    ...parts,
  });

const test = inputOf('test', 'd1', 100);

it('is recorded where the run names training and test data with digests of their own', () => {
  const found = status([inputOf('train', 'd2', 200), test]);
  expect(found).toMatchObject({ status: 'recorded', tuning: false });
  expect(found.because).toMatch(
    /train data \(birds, d2\), test data \(birds, d1\).*by role and number of rows; what it was tuned on/,
  );
  const tuned = status([
    inputOf('training', 'd2'),
    inputOf('val', 'd3'),
    inputOf('test', `sha256:${'e'.repeat(64)}`, 7),
  ]);
  expect(tuned).toMatchObject({ status: 'recorded', tuning: true });
  expect(tuned.because).toMatch(/by digest$/);
});

it.each([
  ['no run', null, /no record of its training/],
  ['no training data', [test], /does not name its training data/],
  [
    'no test data of so many rows',
    [inputOf('train', 'd2'), inputOf('test', 'd1', 99)],
    /no test data of so many rows/,
  ],
  ['no digest of the test data', [inputOf('train', 'd2'), inputOf('test', null, 100)], /no digests/],
  ['no digest of the training data', [inputOf('train', null), test], /no digests/],
  ['one digest for a whole data set', [inputOf('train', 'd1', 200), test], /one digest/],
])('is unknown with %s, unless the author says so', (_, datasets, because) => {
  const found = status(datasets);
  expect(found).toMatchObject({ status: 'unknown', tuning: false, said: null });
  expect(found.because).toMatch(because);
  expect(status(datasets, { said: 'I split it.' })).toMatchObject({ status: 'said', said: 'I split it.' });
});

it.each([
  ['these very rows by digest', [inputOf('train', 'f'.repeat(64))], /these very rows as its train data/],
  [
    'their file, to tune on',
    [inputOf('train', 'd2'), inputOf('validation', `sha256:${'e'.repeat(64)}`)],
    /validation data/,
  ],
  ['one data set as both', [inputOf('train', 'd1', 100), test], /one data set \(d1\)/],
])('is contradicted by a run that names %s, whatever the author says', (_, datasets, because) => {
  const found = status(datasets, { said: 'never' });
  expect(found).toMatchObject({ status: 'contradicted', said: 'never' });
  expect(found.because).toMatch(because);
});

it('goes by the name of the split: training rows were seen, validation rows are tuned on', () => {
  const good = [inputOf('train', 'd2'), test];
  expect(status(good, { set: set('train') }).status).toBe('contradicted');
  expect(status(good, { set: set('validation') })).toMatchObject({ status: 'unknown', tuning: false });
  expect(status(good, { set: set('autumn') }).status).toBe('recorded');
});

it('is contradicted where most rows lie in the training data, and says how many do else', () => {
  const file = { name: 'train.csv', bytes: 1, sha256: 'b'.repeat(64) };
  const looked = (shared: number) => ({
    evidence: evidenceOf({
      rows: { ...evidenceOf().rows, training: { file, rows: 2000, shared, examples: [] } },
    }),
  });
  const good = [inputOf('train', 'd2'), test];
  expect(status(good, looked(51))).toMatchObject({
    status: 'contradicted',
    because: '51 of 100 rows also lie in train.csv, which the model was trained on',
  });
  const some = status(good, looked(50));
  expect(some.status).toBe('recorded');
  expect(some.because).toMatch(
    /; 50 of 100 rows also lie among the 2,000 rows of train\.csv, its training data$/,
  );
  expect(status(good, looked(0)).because).toMatch(/; none also lies among the 2,000 rows of train\.csv/);
});
