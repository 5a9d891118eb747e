import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelCard, type ModelCard, type Review } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { inventoryRow } from './inventory-row.ts';

const read = (): ModelCard =>
  modelCard.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../../content/models/penguin-size.json'), 'utf8')),
  );
const seal = { by: 'modelfolio build', sha256: 'a'.repeat(64) };
const review = (cardSha256: string, expires: string | null): Review => ({
  schemaVersion: 1,
  modelId: 'penguin-size',
  approvals: [
    {
      version: '1.0.0',
      cardSha256,
      reviewer: { name: 'Ada', mail: 'ada@example.org' },
      scope: 'teaching',
      approvedOn: '2026-12-01',
      expires,
    },
  ],
});

describe('a line of the inventory', () => {
  it('tells owner, version, evaluation and limits from the card', () => {
    const card = { ...read(), seal };
    const row = inventoryRow(card, null);
    expect(row).toMatchObject({
      id: 'penguin-size',
      version: card.version,
      owners: card.authors.map(({ name }) => name).join(', '),
      contact: card.contact,
      approval: { words: 'nobody approved it', until: null },
      evaluation: { name: 'mae', rows: `${card.evaluation?.dataset.n} rows of palmer-penguins (test)` },
    });
    expect(row.limits[0]).toMatch(/^[A-Z].*[.!?]$/);
    expect(card.sections.caveatsAndRecommendations.prose.replaceAll(/\s+/g, ' ')).toContain(
      row.limits[0]?.slice(0, 20),
    );
  });

  it.each([
    [review(seal.sha256, null), 'approved by Ada on 2026-12-01, without an end, for teaching', null],
    [
      review(seal.sha256, '2020-01-01'),
      'approved by Ada on 2026-12-01, until 2020-01-01, for teaching',
      '2020-01-01',
    ],
    [
      review('b'.repeat(64), '2020-01-01'),
      'approved before this change: version 1.0.0, by Ada on 2026-12-01',
      null,
    ],
  ])('tells the approval and its last day, whatever day it is', (reviewed, words, until) => {
    expect(inventoryRow({ ...read(), seal }, reviewed).approval).toEqual({ words, until });
  });

  it('tells whether criteria are passed', () => {
    const criterion = (verdict: string) => ({ verdict }) as unknown as ModelCard['acceptance'][number];
    const state = (...verdicts: string[]): string =>
      inventoryRow({ ...read(), acceptance: verdicts.map(criterion) }, null).state;
    expect([state(), state('passed', 'passed'), state('passed', 'failed')]).toEqual([
      'no criteria stated',
      'all 2 criteria passed',
      '1 of 2 criteria not passed',
    ]);
  });

  it('knows no evaluation where there was none', () => {
    expect(inventoryRow({ ...read(), evaluation: null }, null).evaluation).toBeNull();
  });

  it('adds what speaks against the evaluation', () => {
    const evidence = { concerns: [{ name: 'x', text: 'Rows repeat.', admitted: null }] };
    const card = { ...read(), evidence } as unknown as ModelCard;
    expect(inventoryRow(card, null).limits.at(-1)).toBe('Rows repeat.');
  });
});
