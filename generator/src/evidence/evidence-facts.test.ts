import type { CardEvidence, LoggedMetric, RowEvidence, UnseenRows } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { evidenceOf, gapOf } from '../../test/evidence-records.ts';
import { evidenceFacts } from './evidence-facts.ts';

const unseen: UnseenRows = { status: 'recorded', tuning: true, because: 'the run says so', said: null };
const factsOf = (parts: Partial<CardEvidence>) =>
  evidenceFacts({ unseen, logged: [], record: evidenceOf(), concerns: [], ...parts });
/** What is said under a name; `undefined` where the name does not stand there. */
const said = (name: string, parts: Partial<CardEvidence>): string | null | undefined => {
  const { evaluationData, quantitativeAnalyses } = factsOf(parts);
  return [...evaluationData, ...quantitativeAnalyses].find((fact) => fact.name === name)?.value;
};
const rows = (parts: Partial<RowEvidence>) => ({
  record: evidenceOf({ rows: { ...evidenceOf().rows, ...parts } }),
});

it('says nothing of a card that has no evidence', () => {
  expect(evidenceFacts(null)).toEqual({ evaluationData: [], quantitativeAnalyses: [] });
});

it('says all that was looked at and what was found, in this order', () => {
  expect(factsOf({})).toEqual({
    evaluationData: [
      { name: 'Kept from training', value: 'yes: the run says so' },
      { name: 'Rows that repeat another’s inputs', value: 'none' },
      { name: 'Rows that lie in training data', value: null },
      { name: 'Columns that tell the label', value: 'none of 3, each by itself' },
    ],
    quantitativeAnalyses: [
      { name: 'Other formats', value: 'none' },
      { name: 'Predictions of the original model', value: null },
      { name: 'Logged by the run', value: null },
    ],
  });
});

it('says of a model that is judged on no rows how its formats compare, and nothing of rows', () => {
  const other = { format: 'tfjs-graph', files: [], runtime: '', on: 'generated' as const, seed: 1 };
  const formats = [
    { ...other, gap: gapOf() },
    { ...other, format: 'tfjs-layers', gap: gapOf({ largest: { row: 0, difference: 0 } }) },
  ];
  expect(factsOf({ unseen: null, record: evidenceOf({ rows: null, formats } as never) })).toEqual({
    evaluationData: [],
    quantitativeAnalyses: [
      {
        name: 'Other formats',
        value: 'tfjs-graph: 100 rows agree within 0.14; tfjs-layers: 100 rows agree exactly',
      },
    ],
  });
});

it('knows nothing of rows that nobody looked at', () => {
  const { evaluationData, quantitativeAnalyses } = factsOf({ record: null });
  expect(evaluationData.slice(1).map(({ value }) => value)).toEqual([null, null, null]);
  expect(quantitativeAnalyses.map(({ name }) => name)).not.toContain('Other formats');
});

it.each([
  ['recorded', 'yes: it is'],
  ['said', 'by the author’s word alone: it is'],
  ['unknown', 'unknown: it is'],
  ['contradicted', 'no: it is'],
] as const)('tells rows that were kept from training as %s', (status, value) => {
  const words = { ...unseen, status, because: 'it is' };
  expect(said('Kept from training', { unseen: words })).toBe(value);
});

it('quotes the author where there is a word of theirs', () => {
  expect(said('The author says of it', {})).toBeUndefined();
  expect(said('The author says of it', { unseen: { ...unseen, said: 'I split it.' } })).toBe('I split it.');
});

it('counts rows that repeat and rows that lie in training data', () => {
  const duplicates = { rows: 1249, conflicting: 1300, examples: [] };
  expect(said('Rows that repeat another’s inputs', rows({ duplicates }))).toBe(
    '1,249, 1,300 of them with another label',
  );
  const file = { name: 'train.csv', bytes: 1, sha256: 'b'.repeat(64) };
  const training = { file, rows: 32561, shared: 2979, examples: [] };
  expect(said('Rows that lie in training data', rows({ training }))).toBe(
    `2,979, of 32,561 rows of train.csv (sha256:${'b'.repeat(64)})`,
  );
});

it('names columns that tell the label, and says nothing where there are no columns', () => {
  const labelColumns: RowEvidence['labelColumns'] = [
    { column: 'code', label: 'y', how: 'determines' },
    { column: 'size', label: 'y', how: 'separates' },
  ];
  const name = 'Columns that tell the label';
  expect(said(name, rows({ labelColumns }))).toBe('code (determines), size (separates)');
  expect(said(name, rows({ columns: 0 }))).toBeNull();
  expect(said(name, rows({ columns: 1200 }))).toBe('none of 1,200, each by itself');
});

it('tells what the original model says', () => {
  const file = { path: 'predictions.csv', bytes: 1, sha256: 'b'.repeat(64) };
  const record = evidenceOf({ predictions: { file, gap: gapOf() } });
  expect(said('Predictions of the original model', { record })).toBe('100 rows agree within 0.14');
});

it('tells what the run logged, to four digits', () => {
  const metric: LoggedMetric = {
    key: 'test/accuracy',
    logged: 0.912345,
    metric: 'accuracy',
    measured: 0.9,
    interval: null,
    n: 100,
    verdict: 'equal',
  };
  const logged: LoggedMetric[] = [
    metric,
    { ...metric, key: 'test/f1', verdict: 'within' },
    { ...metric, key: 'test/auc', logged: 'NaN', verdict: 'beyond' },
  ];
  expect(said('Logged by the run', { logged })).toBe(
    'test/accuracy 0.9123 (the same here), test/f1 0.9123 (another here, within the interval), test/auc NaN (another here, beyond the interval)',
  );
});

it('tells what the author admits, and why', () => {
  const concern = { name: 'rows-duplicated' as const, text: 'Many.', admitted: 'Few values.' };
  const { evaluationData } = factsOf({
    concerns: [concern, { ...concern, name: 'label-in-input', admitted: null }],
  });
  expect(evaluationData.at(-1)).toEqual({ name: 'Admitted: rows-duplicated', value: 'Few values.' });
  expect(evaluationData.filter(({ name }) => name.startsWith('Admitted'))).toHaveLength(1);
});
