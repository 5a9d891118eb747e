import { modelCard, type ModelCard } from '@modelfolio/schemas';
import { describe, expect, test } from 'vitest';
import penguins from '../../../content/models/palmer-penguins.json' with { type: 'json' };
import { changelogOf, summaryOf } from './changelog.ts';
import type { CardComparison, MetricDifference } from './comparison.ts';

const metric = (label: string, words: Partial<MetricDifference> = {}): MetricDifference => ({
  name: label,
  label,
  format: 'decimal',
  unit: null,
  better: 'higher',
  before: 0.5,
  after: 0.75,
  delta: 0.25,
  tolerance: null,
  verdict: 'better',
  ...words,
});
const field = { name: 'f', before: null, after: 'x' };
const text = { name: 't', label: 'T', parts: [] };
const same: CardComparison = {
  before: { id: 'a', version: '1' },
  after: { id: 'a', version: '2' },
  sameEvaluationData: true,
  metrics: [],
  params: [],
  data: [],
  code: [],
  environment: [],
  model: [],
  text: [],
};
const summary = (words: Partial<CardComparison>) =>
  summaryOf({ ...same, ...words }).replaceAll('\u00a0', ' ');

describe('summaryOf', () => {
  test.each<[Partial<CardComparison>, string]>([
    [{}, 'Nothing that a card holds differs.'],
    [
      { metrics: [metric('accuracy', { verdict: 'same' }), metric('loss', { verdict: 'within-tolerance' })] },
      'Nothing that a card holds differs.',
    ],
    [{ sameEvaluationData: false }, 'Evaluated on other rows, so its metrics are not comparable.'],
    [{ model: [field] }, 'Other model files.'],
    [{ data: [field] }, '1 fact of the data changed.'],
    [{ data: [field, field] }, '2 facts of the data changed.'],
    [{ params: [field, field] }, '2 params changed.'],
    [{ code: [field] }, 'Made by other code or another run.'],
    [{ environment: [field] }, 'In another environment.'],
    [{ text: [text] }, '1 text rewritten.'],
    [{ text: [text, text] }, '2 texts rewritten.'],
    [
      { model: [field], params: [field], text: [text] },
      'Other model files; 1 param changed; 1 text rewritten.',
    ],
  ])('of %j', (words, sentence) => {
    expect(summary(words)).toBe(sentence);
  });

  test('tells two figures that moved, and counts the rest', () => {
    const moved = ['one', 'two', 'three'].map((label) => metric(label));
    const told = /^One .* → .* \(better\); two .* → .* \(better\)/;
    expect(summary({ metrics: moved })).toMatch(new RegExp(`${told.source}; 1 more figure moved\\.$`));
    expect(summary({ metrics: [...moved, metric('four')] })).toMatch(/; 2 more figures moved\.$/);
    expect(summary({ metrics: moved.slice(0, 2) })).toMatch(new RegExp(`${told.source}\\.$`));
  });

  test('a figure without a better side only changed; what is not known is called so', () => {
    const changed = metric('rows', {
      verdict: 'changed',
      better: null,
      before: null,
      after: 3,
      format: 'integer',
    });
    expect(summary({ metrics: [changed] })).toBe('Rows unknown → 3.');
    expect(
      summary({
        metrics: [metric('accuracy', { verdict: 'worse', format: 'percent', before: 0.75, after: 0.5 })],
      }),
    ).toBe('Accuracy 75.00 % → 50.00 % (worse).');
  });
});

test('each version is compared with the one before it, with the tolerances that are given', () => {
  const version = (name: string, accuracy: number, isTrained = true): ModelCard => {
    const card = modelCard.parse(structuredClone(penguins));
    card.version = name;
    if (card.figures['accuracy']) card.figures['accuracy'].value = accuracy;
    if (!isTrained) card.training = null;
    else if (card.training) card.training.startTime = `2026-01-0${name}T00:00:00.000Z`;
    return card;
  };
  const cards = [version('3', 0.9), version('2', 0.89), version('1', 0.5, false)];
  const entries = changelogOf(cards, { accuracy: { absolute: 0.05, relative: 0 } });
  expect(entries.map(({ version: name, trained }) => [name, trained])).toEqual([
    ['3', '2026-01-03T00:00:00.000Z'],
    ['2', '2026-01-02T00:00:00.000Z'],
    ['1', null],
  ]);
  const verdicts = entries.map(
    ({ comparison }) => comparison?.metrics.find(({ name }) => name === 'accuracy')?.verdict,
  );
  expect(verdicts).toEqual(['within-tolerance', 'better', undefined]);
  expect(entries.map(({ comparison }) => comparison?.before.version)).toEqual(['2', '1', undefined]);
});
