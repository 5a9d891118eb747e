import { modelCard, type ModelCard } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import penguins from '../../../content/models/palmer-penguins.json' with { type: 'json' };
import { changelogOf } from './changelog.ts';
import { compareCards } from './compare-cards.ts';
import { compareFields } from './compare-fields.ts';
import { compareTexts } from './compare-texts.ts';
import { comparisonMarkdown } from './comparison-markdown.ts';

const card = (): ModelCard => modelCard.parse(structuredClone(penguins));

/** The card after a change, as version 2.0.0. */
function changed(change: (card: ModelCard) => void): ModelCard {
  const next = card();
  next.version = '2.0.0';
  change(next);
  return next;
}

test('a card and itself differ in nothing', () => {
  const { metrics, before, after, sameEvaluationData, ...lists } = compareCards(card(), card());
  expect(metrics.length).toBeGreaterThan(10);
  expect(new Set(metrics.map(({ verdict }) => verdict))).toEqual(new Set(['same']));
  expect(Object.values(lists)).toEqual([[], [], [], [], [], []]);
  expect([before, after, sameEvaluationData]).toMatchObject([
    { version: '1.0.0' },
    { id: 'palmer-penguins' },
    true,
  ]);
});

test('a field is told where either side knows it, in the order of the later', () => {
  const inherited = Object.create({ c: 'inherited' }) as Record<string, string>;
  expect(compareFields({ a: '1', b: null, same: 'x' }, { d: '2', same: 'x', b: undefined })).toEqual([
    { name: 'd', before: null, after: '2' },
    { name: 'a', before: '1', after: null },
  ]);
  expect(compareFields(inherited, { c: 'own' })).toEqual([{ name: 'c', before: null, after: 'own' }]);
});

test.each(['title', 'summary', 'licence', 'contact'] as const)('another %s is another text', (name) => {
  const { text } = compareCards(
    card(),
    changed((next) => (next[name] = 'Other words.')),
  );
  expect(text).toMatchObject([{ name, label: `${name.charAt(0).toUpperCase()}${name.slice(1)}` }]);
});

test('other authors are told by name', () => {
  const { text } = compareCards(
    card(),
    changed(
      (next) => (next.authors = ['Ada', 'Grace'].map((name) => ({ ...next.authors[0], name }) as never)),
    ),
  );
  expect(text).toMatchObject([{ name: 'authors', label: 'Authors' }]);
  expect(
    text[0]?.parts
      .filter(({ kind }) => kind !== 'removed')
      .map((part) => part.text)
      .join(''),
  ).toBe('Ada, Grace');
});

test('on other rows a figure that was not evaluated is compared all the same', () => {
  const onOtherRows = (change: (next: ModelCard) => void) =>
    compareCards(
      card(),
      changed((next) => {
        if (next.evaluation) next.evaluation.dataset.digest = 'f'.repeat(64);
        change(next);
      }),
    ).metrics.find(({ name }) => name === 'accuracy')?.verdict;
  const from = (file: string) => (next: ModelCard) => {
    const { accuracy } = next.figures;
    if (accuracy) Object.assign(accuracy, { value: 1, source: { ...accuracy.source, file } });
  };
  expect(onOtherRows(from('models/a/evaluation.json'))).toBe('not-comparable');
  expect(onOtherRows(from('models/a/runs/r1.json'))).toBe('better');
  expect(onOtherRows((next) => delete next.figures['accuracy'])).toBe('removed');
});

test('two cards that were not evaluated were not evaluated on different rows', () => {
  const bare = () => changed((next) => (next.evaluation = null));
  expect(compareCards(bare(), bare()).sameEvaluationData).toBe(true);
  expect(compareCards(card(), bare()).sameEvaluationData).toBe(false);
});

describe('each part of a card', () => {
  const differences = (change: (card: ModelCard) => void) => compareCards(card(), changed(change));

  test('a metric', () => {
    const { metrics } = differences(({ figures }) => {
      if (figures['accuracy']) figures['accuracy'].value = 0.95;
    });
    const moved = metrics.filter(({ verdict }) => verdict !== 'same');
    expect(moved).toMatchObject([{ name: 'accuracy', after: 0.95, verdict: 'worse' }]);
  });

  test('other rows: the metrics of the evaluation say nothing about each other', () => {
    const { metrics, data, sameEvaluationData } = differences((next) => {
      if (next.evaluation) next.evaluation.dataset.digest = 'f'.repeat(64);
      if (next.manifest.evaluationSet) next.manifest.evaluationSet.digest = 'f'.repeat(64);
    });
    expect(sameEvaluationData).toBe(false);
    expect(metrics.find(({ name }) => name === 'accuracy')?.verdict).toBe('not-comparable');
    expect(data).toMatchObject([{ name: 'evaluation: digest', after: `sha256:${'f'.repeat(64)}` }]);
  });

  test('params, code, environment, model files and words', () => {
    const found = differences((next) => {
      if (next.training) {
        next.training.params['C'] = '0.5';
        next.training.source.commit = 'abc';
        next.training.environment.packages['scikit-learn'] = '9.9';
      }
      const [file] = next.manifest.formats[0]?.files ?? [];
      if (file) file.sha256 = '0'.repeat(64);
      next.sections.intendedUse.prose = next.sections.intendedUse.prose.replace('Teaching', 'Learning');
    });
    expect(found.params.map(({ name }) => name)).toEqual(['C']);
    expect(found.code).toMatchObject([{ name: 'commit', after: 'abc' }]);
    expect(found.environment).toMatchObject([{ name: 'scikit-learn', after: '9.9' }]);
    expect(found.model).toHaveLength(1);
    expect(found.text).toMatchObject([{ name: 'intendedUse', label: 'Intended use' }]);
    expect(found.text[0]?.parts.slice(0, 2)).toEqual([
      { kind: 'removed', text: 'Teaching' },
      { kind: 'added', text: 'Learning' },
    ]);
  });
});

test('the parts of a text make both sides of it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const parts = compareTexts(before, after);
      const side = (other: string): string =>
        parts
          .filter(({ kind }) => kind !== other)
          .map(({ text }) => text)
          .join('');
      expect([side('added'), side('removed')]).toEqual([before, after]);
    }),
  );
});

test('enormous texts are shown as replaced', () => {
  const [before, after] = ['a b '.repeat(100_000), 'b c '.repeat(100_000)];
  expect(compareTexts(before, after)).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
});

test('the changelog says in a sentence what each version changed', () => {
  const next = changed(({ figures, training }) => {
    if (figures['accuracy']) figures['accuracy'].value = 1;
    if (training) training.params['C'] = '0.5';
  });
  const [latest, first] = changelogOf([next, card()]);
  expect(latest?.summary.replaceAll('\u00a0', ' ')).toBe(
    'Test accuracy 99.04 % → 100.00 % (better); 1 param changed.',
  );
  expect(first).toMatchObject({
    version: '1.0.0',
    comparison: null,
    summary: 'The first version on record.',
  });
});

test('Markdown shows user text as text', () => {
  const markdown = comparisonMarkdown(
    compareCards(
      card(),
      changed((next) => {
        next.title = '<script>alert(1)</script> | `x` [a](javascript:b) @everyone';
      }),
    ),
  );
  expect(markdown).toContain('1.0.0 → 2.0.0');
  expect(markdown).not.toMatch(/<script|[^\\]@everyone|[^\\]\[a|[^\\]`x/);
});
