import { expect, test } from 'vitest';
import { comparisonMarkdown, markdownTable, markdownText } from './comparison-markdown.ts';
import type { CardComparison, MetricDifference } from './comparison.ts';

const metric = (label: string, words: Partial<MetricDifference>): MetricDifference => ({
  name: label,
  label,
  format: 'integer',
  unit: null,
  better: 'higher',
  before: 1,
  after: 2,
  delta: 1,
  tolerance: null,
  verdict: 'better',
  ...words,
});
const comparison = (words: Partial<CardComparison> = {}): CardComparison => ({
  before: { id: 'penguins', version: '1.0.0' },
  after: { id: 'penguins', version: '1.1.0' },
  sameEvaluationData: true,
  metrics: [],
  params: [],
  data: [],
  code: [],
  environment: [],
  model: [],
  text: [],
  ...words,
});

test('what Markdown and HTML would read as marks stands as it is written, on one line', () => {
  expect(markdownText('a\n  b')).toBe('a b');
  for (const mark of ['\\', '`', '*', '_', '[', ']', '~', '|', '#', '!', '@'])
    expect(markdownText(`a${mark}b`)).toBe(`a\\${mark}b`);
  expect(markdownText('<b> & </b>')).toBe('&lt;b&gt; &amp; &lt;/b&gt;');
});

test('a table has its head, a rule and its rows', () => {
  expect(markdownTable(['A', 'B'], [['1', '2']])).toBe('| A | B |\n| --- | --- |\n| 1 | 2 |');
});

test('nothing that differs is a heading and a sentence', () => {
  expect(comparisonMarkdown(comparison())).toBe(
    '### penguins: 1.0.0 → 1.1.0\n\nNothing that a card holds differs.',
  );
});

test('two models are named both', () => {
  const other = comparison({ before: { id: 'old\\_one', version: '1' } });
  expect(comparisonMarkdown(other)).toMatch(/^### old\\\\\\_one and penguins: 1 → 1\.1\.0\n/);
});

test('figures that are not the same are told, with their direction and verdict', () => {
  const text = comparisonMarkdown(
    comparison({
      metrics: [
        metric('accuracy', {}),
        metric('loss', { better: 'lower', verdict: 'worse' }),
        metric('rows', { better: null, verdict: 'changed' }),
        metric('near', { verdict: 'within-tolerance' }),
        metric('new', { before: null, verdict: 'added' }),
        metric('old', { after: null, verdict: 'removed' }),
        metric('other', { verdict: 'not-comparable' }),
        metric('alike', { verdict: 'same' }),
      ],
    }),
  );
  expect(text.split('\n\n').at(-1)?.split('\n')).toEqual([
    '| Metric | Before | After | Verdict |',
    '| --- | --- | --- | --- |',
    '| accuracy (higher is better) | 1 | 2 | ▲ better |',
    '| loss (lower is better) | 1 | 2 | ▼ worse |',
    '| rows | 1 | 2 | ● changed |',
    '| near (higher is better) | 1 | 2 | within tolerance |',
    '| new (higher is better) | – | 2 | new |',
    '| old (higher is better) | 1 | – | gone |',
    '| other (higher is better) | 1 | 2 | not comparable: other rows |',
  ]);
});

test('all else stands folded, each under its title', () => {
  const field = { name: 'a_b', before: null, after: '<x>' };
  const lost = { name: 'c', before: 'y', after: null };
  const text = comparisonMarkdown(
    comparison({
      params: [field, lost],
      data: [lost],
      code: [lost],
      environment: [lost],
      model: [lost],
      text: [
        {
          name: 'title',
          label: 'Title',
          parts: [
            { kind: 'same', text: 'The ' },
            { kind: 'removed', text: 'old' },
            { kind: 'added', text: 'new*' },
          ],
        },
        { name: 'summary', label: 'Summary', parts: [{ kind: 'added', text: 'All' }] },
      ],
    }),
  );
  const titles = Array.from(text.matchAll(/<summary>(.*?)<\/summary>/g), ([, title]) => title);
  expect(titles).toEqual(['Params', 'Data', 'Code', 'Environment', 'Model files and signature', 'Text']);
  expect(text).toContain(
    '<details><summary>Params</summary>\n\n| Name | Before | After |\n| --- | --- | --- |\n| a\\_b | – | &lt;x&gt; |\n| c | y | – |\n\n</details>',
  );
  expect(text).toContain(
    '<details><summary>Text</summary>\n\n**Title**: The <del>old</del><ins>new\\*</ins>\n\n**Summary**: <ins>All</ins>\n\n</details>',
  );
});
