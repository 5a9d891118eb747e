import type { UnseenRows } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { evaluationOf, evidenceOf, gapOf, runOf } from '../../test/evidence-records.ts';
import { concernsOf, gapWords, type ConcernSources } from './concerns.ts';

const unseen: UnseenRows = { status: 'recorded', tuning: true, because: 'it is', said: null };
const concerns = (parts: Partial<ConcernSources>) =>
  concernsOf({
    evaluation: evaluationOf('binary-classification', { accuracy: 0.9 }),
    evidence: evidenceOf(),
    run: runOf({}),
    logged: [],
    unseen,
    admitted: undefined,
    ...parts,
  });
const apart = gapOf({ beyond: { count: 2, rows: [{ row: 4, difference: 0.14 }] } });
const rows = (parts: Partial<ReturnType<typeof evidenceOf>['rows']>) => ({
  evidence: evidenceOf({ rows: { ...evidenceOf().rows, ...parts } }),
});

it('has nothing against a card whose evidence is good, and says what was not looked at', () => {
  expect(concerns({})).toEqual([]);
  expect(concerns({ evidence: null })).toMatchObject([{ name: 'evidence-missing' }]);
});

it('tells of other formats and of the original model, each with how far it is off', () => {
  const format = { format: 'tfjs-layers', files: [], runtime: 'tfjs', on: 'evaluation' as const, seed: 1 };
  const predictions = { path: 'predictions.csv', bytes: 1, sha256: 'b'.repeat(64) };
  const found = concerns({
    evidence: evidenceOf({
      formats: [
        { ...format, gap: apart },
        { ...format, gap: gapOf() },
      ],
      predictions: { file: predictions, gap: gapOf({ classes: { count: 3, nearTies: 0, rows: [] } }) },
    }),
  });
  expect(found.map(({ name, text }) => [name, text])).toEqual([
    [
      'format-differs',
      'The TensorFlow.js form of the model does not say what the evaluated one says: 2 of 100 rows differ by more than 0.001, by 0.14 at most (row 4).',
    ],
    [
      'predictions-differ',
      'The exported model does not say what the original one says (predictions.csv): 3 of 100 rows have another class.',
    ],
  ]);
  expect(gapWords(gapOf({ largest: { row: 1, difference: 6.5e-7 } }))).toBe('100 rows agree within 6.5e-7');
  expect(gapWords(gapOf({ largest: { row: 0, difference: 0 } }))).toBe('100 rows agree exactly');
  expect(gapWords(gapOf({ compared: 'classes', largest: null }))).toBe('100 rows agree');
});

it('tells of many rows that repeat, of columns that tell the label, and of rows that were trained on', () => {
  expect(concerns(rows({ duplicates: { rows: 10, conflicting: 0, examples: [] } }))).toEqual([]);
  expect(concerns(rows({ duplicates: { rows: 11, conflicting: 4, examples: [] } }))).toMatchObject([
    {
      name: 'rows-duplicated',
      text: '11 of 100 rows repeat the inputs of another, 4 of them with another label.',
    },
  ]);
  expect(
    concerns(rows({ labelColumns: [{ column: 'code', label: 'species', how: 'determines' }] })),
  ).toMatchObject(
    [
      { name: 'label-in-input', text: /code, which the model takes, determines in every row the species/ },
    ].map(({ name, text }) => ({ name, text: expect.stringMatching(text) })),
  );
  const contradicted: UnseenRows = { ...unseen, status: 'contradicted' };
  expect(concerns({ unseen: contradicted })).toMatchObject([
    { name: 'rows-trained-on', text: 'The model was not kept from these rows: it is.' },
  ]);
  const file = { name: 'train.csv', bytes: 1, sha256: 'b'.repeat(64) };
  const shared = rows({ training: { file, rows: 200, shared: 60, examples: [] } });
  expect(concerns({ ...shared, unseen: contradicted })).toMatchObject([
    { name: 'rows-trained-on', text: '60 of 100 rows also lie in train.csv, its training data.' },
  ]);
  expect(concerns(rows({ training: { file, rows: 200, shared: 0, examples: [] } }))).toEqual([]);
});

it('tells of a metric that was logged beyond the interval, and of none within; an author may admit it', () => {
  const metric = {
    key: 'test/accuracy',
    logged: 0.99,
    metric: 'accuracy',
    measured: 0.9,
    interval: null,
    n: 100,
  };
  const logged = [
    { ...metric, verdict: 'beyond' as const },
    { ...metric, verdict: 'within' as const },
  ];
  expect(concerns({ logged })).toEqual([
    {
      name: 'logged-metric-differs',
      text: 'The run boosted logged test/accuracy = 0.99; evaluating on 100 rows gives 0.9 as accuracy.',
      admitted: null,
    },
  ]);
  expect(
    concerns({
      logged,
      admitted: { 'logged-metric-differs': 'other rows', 'rows-duplicated': 'few values' },
    }),
  ).toMatchObject([{ name: 'logged-metric-differs', admitted: 'other rows' }]);
});
