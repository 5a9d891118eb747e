import { criterion, evaluation, type Criterion, type Figure } from '@modelfolio/schemas';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCardYaml } from './card-yaml.ts';
import { judgeAcceptance } from './judge-acceptance.ts';

const path = 'models/census-income/evaluation.json';
const repository = join(import.meta.dirname, '../../..');
const text = readFileSync(join(repository, path), 'utf8');
const file = { path, value: evaluation.parse(JSON.parse(text)), bytes: text.length, sha256: 'a'.repeat(64) };
const cardFile = parseCardYaml(
  readFileSync(join(repository, 'models/census-income/card.yaml'), 'utf8'),
  'models/census-income/card.yaml',
);

const source = { file: path, pointer: '/metrics/accuracy/value', sha256: 'a'.repeat(64), command: null };
const shown = { format: 'percent', unit: null, better: 'higher', n: 100, source } as const;
const figures: Record<string, Figure> = {
  accuracy: {
    ...shown,
    label: 'Test accuracy',
    value: 0.87,
    interval: { level: 0.95, lower: 0.85, upper: 0.89, method: 'wilson' },
  },
  ece: { ...shown, label: 'Calibration error', value: 0.02, interval: null, better: 'lower' },
  undefinedOne: { ...shown, label: 'Nothing', value: 'NaN', interval: null },
};

const judge = (...criteria: unknown[]) =>
  judgeAcceptance(
    { ...cardFile, card: { ...cardFile.card, acceptance: criteria.map((one) => criterion.parse(one)) } },
    figures,
    file,
  );

describe('judgeAcceptance', () => {
  it.each<[string, Partial<Criterion>, string]>([
    ['the estimate keeps to it', { metric: 'accuracy', atLeast: 0.87 }, 'passed'],
    ['the estimate is lower', { metric: 'accuracy', atLeast: 0.8701 }, 'failed'],
    ['the interval begins at it', { metric: 'accuracy', atLeast: 0.85, by: 'interval' }, 'passed'],
    ['the interval begins below', { metric: 'accuracy', atLeast: 0.86, by: 'interval' }, 'failed'],
    ['the interval ends at it', { metric: 'accuracy', atMost: 0.89, by: 'interval' }, 'passed'],
    ['the interval ends above', { metric: 'accuracy', atMost: 0.88, by: 'interval' }, 'failed'],
    ['the estimate is at most it', { metric: 'ece', atMost: 0.02 }, 'passed'],
    ['the estimate is higher', { metric: 'ece', atMost: 0.01 }, 'failed'],
    ['there is no interval', { metric: 'ece', atMost: 0.5, by: 'interval' }, 'undecided'],
    ['there is no number', { metric: 'undefinedOne', atLeast: 0 }, 'undecided'],
  ])('%s', (_, said, verdict) => {
    expect(judge(said)).toMatchObject([{ verdict, of: null, by: said.by ?? 'estimate', waiver: null }]);
  });

  it('is of a slice, of each slice of a column, and of a class', () => {
    const [slice, ...rest] = judge({
      metric: 'recall',
      slice: 'sex = Female',
      atLeast: 0.5,
      waiver: 'known',
    });
    const at = file.value.slices.findIndex(({ name }) => name === 'sex = Female');
    expect(rest).toEqual([]);
    expect(slice).toMatchObject({
      of: 'sex = Female',
      waiver: 'known',
      bound: { side: 'at-least', value: 0.5 },
      figure: {
        label: 'Recall of sex = Female',
        source: { pointer: `/slices/${at}/metrics/recall/estimate/value` },
      },
    });
    expect(slice?.figure.value).toBe(file.value.slices[at]?.metrics['recall']?.estimate.value);
    expect(
      judge({ metric: 'accuracy', slice: 'sex', atLeast: 0.9 }).map(({ of, verdict }) => [of, verdict]),
    ).toEqual([
      ['sex = Female', 'passed'],
      ['sex = Male', 'failed'],
    ]);
    expect(judge({ metric: 'f1', class: '>50K', atLeast: 0.5 })).toMatchObject([
      { of: '>50K', figure: { label: 'F1 of >50K', source: { pointer: '/perClass/1/f1/value' } } },
    ]);
  });

  it.each<[Partial<Criterion>, RegExp]>([
    [{ metric: 'acuracy', atLeast: 0 }, /the figure acuracy, .*there are: accuracy, ece/],
    [{ metric: 'recall', slice: 'sex = X', atLeast: 0 }, /the slice sex = X, .*there are: sex = Female/],
    [{ metric: 'mae', slice: 'sex = Male', atLeast: 0 }, /the metric mae of a slice, .*there are: accuracy/],
    [{ metric: 'f1', class: 'Male', atLeast: 0 }, /the class Male, .*there are: <=50K, >50K/],
    // An inherited name is no figure.
    [{ metric: 'constructor', atLeast: 0 }, /the figure constructor/],
  ])('refuses %o, and says what there is', (said, message) => {
    expect(() => judge(said)).toThrow(message);
  });

  it('wants one bound, and one part', () => {
    for (const wrong of [
      { metric: 'accuracy' },
      { metric: 'accuracy', atLeast: 0, atMost: 1 },
      { metric: 'f1', atLeast: 0, slice: 'a', class: 'b' },
    ])
      expect(criterion.safeParse(wrong).success).toBe(false);
  });
});
