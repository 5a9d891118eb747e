import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { smallCard } from '../test/small-card.ts';
import { toHuggingFaceCard } from './hugging-face.ts';

const hash = (letter: string) => letter.repeat(64);
const parts = (text: string): [front: unknown, body: string] => {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n\n([\s\S]*)$/.exec(text) ?? [];
  return [parseDocument(front).toJS(), body];
};

describe('the front matter', () => {
  test('tells licence, task, data and results as the Hub reads them', () => {
    const [front] = parts(toHuggingFaceCard(smallCard(), { address: 'https://example.org/small/' }));
    const task = { type: 'tabular-classification' };
    const set = { type: 'birds', name: 'birds', split: 'test' };
    const digest = `sha256:${hash('d')}`;
    const interval = { level: 0.95, lower: 0.8, upper: 0.95, method: 'wilson' };
    const source = { name: 'Modelfolio card', url: 'https://example.org/small/' };
    expect(front).toEqual({
      license: 'mit',
      library_name: 'onnx',
      pipeline_tag: 'tabular-classification',
      tags: ['modelfolio', 'onnx', 'multiclass-classification'],
      datasets: ['birds'],
      metrics: ['accuracy', 'log_loss', 'odd'],
      'model-index': [
        {
          name: 'A small model',
          results: [
            {
              task,
              dataset: { ...set, args: { rows: 100, digest } },
              metrics: [
                { type: 'accuracy', name: 'Test accuracy', value: 0.875, args: { n: 100, interval } },
                { type: 'log_loss', name: 'Log | loss', value: 'NaN', args: { n: 100 } },
              ],
              source,
            },
            {
              task,
              dataset: { ...set, config: 'island = Biscoe', args: { rows: 40, digest } },
              metrics: [
                { type: 'accuracy', name: 'Test accuracy', value: 0.9, args: { n: 40, interval } },
                { type: 'odd', name: 'odd', value: 'Infinity', args: { n: 40 } },
              ],
              source,
            },
          ],
        },
      ],
    });
  });

  test('has no results without an evaluation or its data', () => {
    for (const change of [
      smallCard((card) => (card.evaluation = null)),
      smallCard(({ manifest }) => (manifest.evaluationSet = null)),
    ]) {
      const [front] = parts(toHuggingFaceCard(change));
      expect(front).not.toHaveProperty('model-index');
      expect(front).toMatchObject({ metrics: [] });
    }
    const [front] = parts(toHuggingFaceCard(smallCard(({ manifest }) => (manifest.evaluationSet = null))));
    expect(front).not.toHaveProperty('datasets');
  });

  test.each([
    ['binary-classification', 'image', 'image-classification'],
    ['binary-classification', 'text', 'text-classification'],
    ['binary-classification', 'tabular', 'tabular-classification'],
    ['multiclass-classification', 'image', 'image-classification'],
    ['multiclass-classification', 'text', 'text-classification'],
    ['regression', 'tabular', 'tabular-regression'],
    ['regression', 'image', undefined],
    ['regression', 'text', undefined],
    ['regression', 'tensor', undefined],
    ['multiclass-classification', 'tensor', undefined],
  ])('names the task of %s of %s %s', (task, kind, expected) => {
    const [front] = parts(
      toHuggingFaceCard(
        smallCard(({ manifest }) => {
          manifest.output.task = task as never;
          manifest.input = { ...manifest.input, kind } as never;
        }),
      ),
    );
    expect((front as { pipeline_tag?: string }).pipeline_tag).toBe(expected);
    expect(JSON.stringify(front)).toContain(`"task":{"type":"${expected ?? 'other'}"}`);
  });

  test.each([
    [' Apache-2.0', { license: 'apache-2.0' }],
    ['MIT OR Apache-2.0', { license: 'other', license_name: 'MIT OR Apache-2.0' }],
  ])('tells licence %s as the Hub names it', (licence, expected) => {
    const [front] = parts(toHuggingFaceCard(smallCard((card) => (card.licence = licence))));
    expect(front).toMatchObject(expected);
    expect(Object.hasOwn(front as object, 'license_name')).toBe('license_name' in expected);
  });

  test('names the library of the first format that it knows', () => {
    const [front] = parts(
      toHuggingFaceCard(
        smallCard(
          ({ manifest }) => (manifest.formats = [{ ...manifest.formats[0], format: 'tfjs' } as never]),
        ),
      ),
    );
    expect(front).toMatchObject({
      library_name: 'tf-keras',
      tags: ['modelfolio', 'tfjs', 'multiclass-classification'],
    });
  });

  test.each([
    ['macroF1', 'f1'],
    ['rocAuc', 'roc_auc'],
    ['mcc', 'matthews_correlation'],
    ['mae', 'mae'],
    ['brier', 'brier_score'],
    ['balancedAccuracy', 'balanced_accuracy'],
  ])('calls %s %s', (name, expected) => {
    const card = smallCard((copy) => {
      const { accuracy } = copy.figures;
      copy.figures = accuracy ? { [name]: accuracy } : {};
      if (copy.evaluation) copy.evaluation.slices = [];
    });
    expect(parts(toHuggingFaceCard(card))[0]).toMatchObject({ metrics: [expected] });
  });
});

describe('the text', () => {
  const body = (text: string) => parts(text)[1].replaceAll('\u00a0', ' ');

  test('holds the sections, every figure, the files and the commands', () => {
    const text = body(toHuggingFaceCard(smallCard()));
    expect(text.split('\n\n').slice(0, 5)).toEqual([
      '# A small model',
      'Right in 87.50 % of all cases, {{nothing}}.',
      'Version 1.2.0. [Ada](https://example.org/ada), Grace. Write to Ada.',
      '## Model details',
      'Model details says 87.50 %.',
    ]);
    expect(text).toContain('\n\n- Trained: in 2026\n- Hardware: unknown\n\n');
    expect(text).toContain(
      [
        '## Figures\n',
        '| Figure | Value | Interval | n |',
        '| --- | --- | --- | --- |',
        '| Test accuracy | 0.875 | 95 % interval 0.8 to 0.95 | 100 |',
        '| Log \\| loss | NaN nats |  | 100 |',
        '| Validation | 0.9 |  |  |',
        '| Rows | 100 |  |  |',
        '\n## Files\n',
        '| File | Bytes | SHA-256 |',
        '| --- | --- | --- |',
        `| model.onnx | 12 | \`${hash('c')}\` |`,
        '\n## How to reproduce\n',
        '- Train: `npm run train`',
      ].join('\n'),
    );
    expect(text).toMatch(/\n\nEvery number was read from a record\. The card as JSON says from which\.\n+$/);
    expect(text).not.toContain('Bias and explanation');
  });

  test('leads back to the card, and leaves out what is empty', () => {
    const text = body(
      toHuggingFaceCard(
        smallCard((card) => {
          card.reproduce = [];
          card.sections.modelDetails.prose = '';
          card.sections.modelDetails.facts = [];
        }),
        { address: 'https://example.org/small/' },
      ),
    );
    expect(text).not.toContain('How to reproduce');
    expect(text).toContain('\n\n## Model details\n\n## ');
    expect(text).toMatch(
      /\n\nEvery number was read from a record: \[the card\]\(https:\/\/example\.org\/small\/\) says/,
    );
  });
});
