import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { columnOf, numbersIn, textIn, type Frame } from '../src/frame/frame.ts';
import { fakeWorld, smallPublication, testText, trainText } from './census-fixtures.ts';
import { censusPublication } from './census-files.ts';
import { loadCensus, type CensusData } from './load-census.ts';

const root = join(import.meta.dirname, '../../..');

describe('loadCensus', () => {
  it('reads both parts from the cache of the project', async () => {
    const { publication } = smallPublication();
    const disk = new Map([
      [join('project', '.cache', 'census-income', 'adult.data'), new TextEncoder().encode(trainText)],
      [join('project', '.cache', 'census-income', 'adult.test'), new TextEncoder().encode(testText)],
    ]);
    const { effects } = fakeWorld(new Map(), disk);
    const { train, test, digest, origins } = await loadCensus({ root: 'project', publication }, effects);
    expect(textIn(train, 'income')).toEqual(['<=50K', '>50K']);
    expect(textIn(test, 'income')).toEqual(['<=50K']);
    const hashes = publication.files.map(({ sha256 }) => `${sha256}\n`).join('');
    expect(digest).toBe(`sha256:${createHash('sha256').update(hashes).digest('hex')}`);
    expect(origins).toEqual({ train: 'project cache', test: 'project cache' });
  });
});

// The files are 6 MB and are not part of the project: the cache has them after a first training.
const folder = join(root, '.cache', 'census-income');
const isThere = censusPublication.files.every(({ name }) => existsSync(join(folder, name)));

const counts = (frame: Frame, name: string): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(columnOf(frame, name).values, String)].map(([value, own]) => [value, own.length]),
  );
const sum = (frame: Frame, name: string): number =>
  numbersIn(frame, name).reduce((total, value) => total + value, 0);

// Counts and sums that awk finds in the files.
describe.skipIf(!isThere)('files of .cache/census-income (skipped where it lacks them)', () => {
  let data: CensusData;
  beforeAll(async () => {
    const disk = new Map(
      censusPublication.files.map(({ name }) => [
        join('project', '.cache', 'census-income', name),
        readFileSync(join(folder, name)),
      ]),
    );
    data = await loadCensus({ root: 'project' }, fakeWorld(new Map(), disk).effects);
  });

  it('have the rows and the classes of adult.names', () => {
    const { train, test } = data;
    expect([train.rows, test.rows]).toEqual([32_561, 16_281]);
    expect(counts(train, 'income')).toEqual({ '<=50K': 24_720, '>50K': 7_841 });
    expect(counts(test, 'income')).toEqual({ '<=50K': 12_435, '>50K': 3_846 });
    // "Probability for the label '>50K': 23.93% / 24.78% (without unknowns)", of both parts together.
    expect(((7_841 + 3_846) / (train.rows + test.rows)).toFixed(4)).toBe('0.2393');
    const known = [train, test].flatMap((frame) =>
      textIn(frame, 'income').filter((_, row) => frame.columns.every(({ values }) => values[row] !== null)),
    );
    expect(known).toHaveLength(45_222);
    expect((known.filter((income) => income === '>50K').length / known.length).toFixed(4)).toBe('0.2478');
  });

  it('lack values in three columns only', () => {
    const lacking = (frame: Frame): Record<string, number> =>
      Object.fromEntries(
        frame.columns
          .map(
            ({ name, values }) => [name, values.filter((v) => v === null || Number.isNaN(v)).length] as const,
          )
          .filter(([, number]) => number > 0),
      );
    expect(lacking(data.train)).toEqual({ workclass: 1_836, occupation: 1_843, native_country: 583 });
    expect(lacking(data.test)).toEqual({ workclass: 963, occupation: 966, native_country: 274 });
  });

  it.each([
    ['age', 1_256_257, 631_173],
    ['fnlwgt', 6_179_373_392, 3_084_202_270],
    ['education_num', 328_237, 163_997],
    ['capital_gain', 35_089_324, 17_614_497],
    ['capital_loss', 2_842_700, 1_431_088],
    ['hours_per_week', 1_316_684, 657_626],
  ])('have the sum of %s', (name, train, test) => {
    expect([sum(data.train, name), sum(data.test, name)]).toEqual([train, test]);
  });

  it.each([
    ['workclass', 8, 8],
    ['education', 16, 16],
    ['marital_status', 7, 7],
    ['occupation', 14, 14],
    ['relationship', 6, 6],
    ['race', 5, 5],
    ['sex', 2, 2],
    ['native_country', 41, 40],
  ])('have the categories of %s', (name, train, test) => {
    const categories = (frame: Frame): number =>
      new Set(textIn(frame, name).filter((value) => value !== null)).size;
    expect([categories(data.train), categories(data.test)]).toEqual([train, test]);
  });
});
