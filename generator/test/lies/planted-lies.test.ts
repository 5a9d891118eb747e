import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allLies } from './all-lies.ts';
import { liesTable } from './lies-table.ts';
import { findingsIn, plantLie } from './plant-lies.ts';
import { trueProject } from './true-project.ts';

/** The short form: `npm run lies` plants all of them, and those of the built site. */
const fewOfEach = 2;
const lies = Object.entries(allLies)
  .filter(([where]) => where !== 'The built site')
  .flatMap(([where, those]) => those.slice(0, fewOfEach).map((lie) => [where, lie.lie, lie] as const));

let truth = '';
beforeAll(async () => {
  truth = await trueProject(false);
  return () => rmSync(truth, { recursive: true, force: true });
});

describe('planted lies', () => {
  it('finds nothing in the truth', async () => {
    expect(await findingsIn(truth, { against: 'HEAD' })).toEqual([]);
  });

  it.each(lies)('%s: %s', async (_, __, lie) => {
    expect((await plantLie(truth, lie)).missing).toEqual([]);
  });

  it('are at least sixty, each told once', () => {
    const told = Object.values(allLies).flatMap((those) => those.map(({ lie }) => lie));
    expect(told.length).toBeGreaterThanOrEqual(60);
    for (const [where, those] of Object.entries(allLies))
      expect([where, new Set(those.map(({ lie }) => lie)).size]).toEqual([where, those.length]);
  });

  it('stand in the documentation: node generator/test/lies/write-table.ts writes them', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/what-a-check-proves.md'), 'utf8');
    const words = (text: string): string => text.replaceAll(/[\s|-]+/g, ' ').trim();
    expect(words(page)).toContain(words(liesTable()));
  });
});
