import { expect, test } from 'vitest';
import { smallCard } from '../test/small-card.ts';
import { annexIv, type AnnexPoint } from './annex-iv.ts';

const points = annexIv(smallCard());
const anchors = (found: readonly AnnexPoint[]) =>
  found.map(({ parts }) => parts.map(({ covered }) => covered.map(({ anchor }) => anchor).join(' ')));
const full = smallCard((card) => {
  card.candidates = [{}] as never;
  card.explanation = { fairness: [{}], errors: [], questions: [] } as never;
});

test('every point, part and reference says something', () => {
  for (const { title, parts } of [...points, ...annexIv(full)]) {
    expect(title).not.toBe('');
    expect(parts.length).toBeGreaterThan(0);
    for (const { asks, covered, missing } of parts) {
      expect(asks).not.toBe('');
      expect(missing).not.toBe('');
      // Where the card says nothing, somebody must.
      expect(covered.length > 0 || missing !== null).toBe(true);
      for (const { anchor, what } of covered) expect([anchor, what]).not.toContain('');
    }
  }
});

test('points lead to the sections that speak to them', () => {
  expect(anchors(annexIv(full))).toEqual([
    ['intendedUse modelDetails versions', 'modelDetails downloads', ''],
    [
      'reproduce candidates',
      'modelDetails metrics',
      'modelDetails',
      'trainingData evaluationData',
      '',
      '',
      'quantitativeAnalyses quantitativeAnalyses bias-and-explanation',
      '',
    ],
    ['caveatsAndRecommendations ethicalConsiderations factors bias-and-explanation', 'modelDetails'],
    ['metrics'],
    [''],
    ['versions'],
    [''],
    [''],
    [''],
  ]);
  expect(JSON.stringify(points)).toContain('version 1.2.0');
});

test('what a card lacks is named as missing and led to by nothing', () => {
  const bare = annexIv(
    smallCard((card) => {
      card.training = null;
      card.evaluation = null;
      card.manifest.evaluationSet = null;
    }),
  );
  expect(anchors(bare)[1]).toEqual([
    '',
    'modelDetails metrics',
    'modelDetails',
    'trainingData',
    '',
    '',
    '',
    '',
  ]);
  const missing = bare.flatMap(({ parts }) => parts.map((part) => part.missing));
  expect(missing).toEqual(expect.arrayContaining(['A record of the training run.', 'An evaluation.']));
  const known = points.flatMap(({ parts }) => parts.map((part) => part.missing));
  expect(known).not.toContain('A record of the training run.');
  expect(known).not.toContain('An evaluation.');
});

test('groups are compared where fairness or errors were looked at', () => {
  const compared = (explanation: object) =>
    anchors(annexIv(smallCard((card) => (card.explanation = explanation as never))))[1]?.[6];
  expect(compared({ fairness: [], errors: [{}] })).toContain('bias-and-explanation');
  expect(compared({ fairness: [{}], errors: [] })).toContain('bias-and-explanation');
  expect(compared({ fairness: [], errors: [] })).not.toContain('bias-and-explanation');
  const unsliced = annexIv(smallCard(({ evaluation }) => evaluation && (evaluation.slices = [])));
  expect(anchors(unsliced)[1]?.[6]).toBe('quantitativeAnalyses');
});
