import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explanation, groupRate } from './explanation.ts';
import { modelCard } from './model-card.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
const explained = readdirSync(join(root, 'models')).filter((id) =>
  existsSync(join(root, 'models', id, 'explanation.json')),
);

describe('explanation', () => {
  it.each(explained)('takes the committed one of %s, which is whole on its card', (id) => {
    // Its seal is of its own file.
    const { seal: _, ...record } = explanation.parse(read(`models/${id}/explanation.json`));
    expect(modelCard.parse(read(`content/models/${id}.json`)).explanation).toEqual(record);
  });

  it('is of every model of tables here', () => {
    expect(explained).toContain('census-income');
  });

  it('takes a rate that is undefined, and none without its rows', () => {
    expect(groupRate.safeParse({ value: null, n: 0, interval: null }).success).toBe(true);
    expect(groupRate.safeParse({ value: 0.5, interval: null }).success).toBe(false);
  });

  it('refuses numbers that JSON does not have, and fields that nobody knows', () => {
    const record = read('models/census-income/explanation.json');
    expect(explanation.safeParse({ ...record, questions: [{ question: 'Why?' }] }).success).toBe(false);
    expect(explanation.safeParse({ ...record, more: 1 }).success).toBe(false);
  });
});

it('a card of before there were explanations has none', () => {
  const { explanation: _, ...before } = read('content/models/census-income.json');
  expect(modelCard.parse(before).explanation).toBeNull();
});
