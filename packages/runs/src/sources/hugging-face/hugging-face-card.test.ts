import type { RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf, readOrRefusal, readStore, refusalOf } from '../../../test/read-store.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { huggingFaceCardSource } from './hugging-face-card.ts';

const card = `---
language: no
license: mit
base_model: [a/b, c/d]
datasets: [lhoestq/penguins]
co2_eq_emissions: {emissions: 12.5, source: code carbon}
model-index:
- name: first
  results:
  - task: {type: tabular-classification}
    dataset: {type: penguins, name: Penguins, split: test}
    metrics: [{type: accuracy, value: 0.95}, {type: f1, value: 20.0 ± 1.2}]
    source: null
  - task: {type: tabular-classification}
    dataset: {type: penguins, name: Penguins, split: train}
    metrics: [{type: accuracy, value: 0.99, name: <b>Accuracy</b>, verified: true}]
  - task: {type: other}
    dataset: {type: penguins, name: Penguins, split: test}
    metrics: [{type: accuracy, value: '0.5'}]
- name: second
  results: []
---
# Text
`;

const cardOf = (text: string): string => folderOf({ 'README.md': text });

const read = (location: string): Promise<RunRecord[]> => readStore(huggingFaceCardSource, location);

testRunSource(huggingFaceCardSource, {
  good: () => ({ location: cardOf(card), ids: ['first', 'second'] }),
  damaged: () => ({ location: cardOf('---\na: [1\n---\n'), names: /README\.md: \d+:\d+: / }),
  foreign: () => cardOf('# A folder of something else\n---\nnot: it\n---\n'),
});

describe('a Hugging Face card', () => {
  it('keeps results apart by the full tuple, and what is no number as text', async () => {
    const [first] = await read(cardOf(card));
    expect(Object.fromEntries(Object.entries(first?.metrics ?? {}).map(([k, m]) => [k, m.value]))).toEqual({
      'Penguins/test/accuracy': 0.95,
      'Penguins/train/<b>Accuracy</b>': 0.99,
      'other/penguins/accuracy/Penguins/test/accuracy': 0.5,
      'co2_eq_emissions/emissions': 12.5,
    });
    expect(first?.tags).toMatchObject({
      'Penguins/test/f1': '20.0 ± 1.2',
      language: 'no',
      base_model: '["a/b","c/d"]',
      'co2_eq_emissions/source': 'code carbon',
      'Penguins/train/<b>Accuracy</b>/verified': 'true',
    });
    expect(first?.datasets.map(({ name }) => name)).toEqual(['Penguins', 'lhoestq/penguins']);
  });

  it('takes the results beside it', async () => {
    const folder = folderOf({
      'README.md': '---\nlicense: mit\n---\n',
      '.eval_results/gpqa.yaml':
        '- dataset: {id: org/gpqa, task_id: diamond}\n  value: 61.5\n  notes: zero shot\n',
    });
    const [run] = await read(folder);
    expect(run?.metrics['org/gpqa/diamond']?.value).toBe(61.5);
    expect(run?.tags['org/gpqa/diamond/notes']).toBe('zero shot');
  });

  it('reads Windows line endings and a byte order mark', async () => {
    const [run] = await read(cardOf(`\uFEFF${card.replaceAll('\n', '\r\n')}`));
    expect(run?.metrics['Penguins/test/accuracy']?.value).toBe(0.95);
  });

  it('refuses a YAML bomb in one line', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`);
    const bomb = cardOf(`---\nl0: &l0 [x]\n${levels.join('\n')}\n---\n`);
    expect((await refusalOf(huggingFaceCardSource, bomb)).message).toMatch(/alias/i);
  });

  it('is read or refused, whatever was done to it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(card.length),
        fc.string({ maxLength: 8 }),
        fc.nat(20),
        async (at, text, cut) => {
          const spoilt = cardOf(card.slice(0, at) + text + card.slice(at + cut));
          await expect(readOrRefusal(huggingFaceCardSource, spoilt)).resolves.toBeDefined();
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('front matter', () => {
  it.each([
    ['without an end', '---\na: 1\n', /README\.md: its front matter does not end/],
    ['that is a list', '---\n- a\n---\n', /README\.md: expected front matter that is a mapping/],
    ['of one word', '---\nword\n---\n', /README\.md: expected front matter that is a mapping/],
  ])('%s is refused in words', async (_, text, words) => {
    expect((await refusalOf(huggingFaceCardSource, cardOf(text))).message).toMatch(words);
  });

  it('is not looked for where there is no card', async () => {
    const refused = await refusalOf(huggingFaceCardSource, folderOf({ 'a.txt': '' }));
    expect(refused).toMatchObject({
      code: 'source-unreadable',
      message: expect.stringContaining('no card there'),
    });
  });
});

it('gives entries of one name ids of their own, and one without a name that of its folder', async () => {
  const text = '---\nmodel-index:\n- name: a\n- name: a\n- name: a\n- name: 7\n- name: ""\n---\n';
  const runs = await read(cardOf(text));
  expect(runs.map(({ id }) => id)).toEqual(['a', 'a-2', 'a-3', 'store', 'store-2']);
});

it('tells a data set of the hub from a folder of its author', async () => {
  const [run] = await read(cardOf('---\ndatasets: [squad, a/b, ./data/x]\n---\n'));
  expect(run?.datasets.map(({ source }) => source)).toEqual([
    'https://huggingface.co/datasets/squad',
    'https://huggingface.co/datasets/a/b',
    './data/x',
  ]);
});
