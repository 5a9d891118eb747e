import { tableOf, type Cell } from '@modelfolio/inference';
import { describe, expect, it } from 'vitest';
import { binColumn } from './column-bins.ts';
import { searchWorstSlices } from './worst-slices.ts';

const table = (columns: Record<string, Cell[]>) =>
  tableOf('rows.csv', new Map(Object.entries(columns)), Object.values(columns)[0]?.length ?? 0);

describe('a column is cut', () => {
  it('by its values where they are few, with missing ones by themselves', () => {
    const bins = binColumn(table({ a: ['x', null, 'y', 'x', ' '] }), 'a');
    expect(bins?.parts.map(({ name }) => name)).toEqual(['a is missing', 'a = x', 'a = y']);
    expect([...(bins?.partOf ?? [])]).toEqual([1, 0, 2, 1, 0]);
  });

  it('by quartiles where it holds many numbers, each row in one part', () => {
    const values = Array.from({ length: 100 }, (_, index) => String(index));
    const bins = binColumn(table({ a: [...values, null] }), 'a');
    expect(bins?.parts.map(({ name }) => name)).toEqual([
      'a ≤ 24.75',
      'a from 24.75 to 49.5',
      'a from 49.5 to 74.25',
      'a > 74.25',
      'a is missing',
    ]);
    const counts = bins?.parts.map((_, part) => bins.partOf.filter((found) => found === part).length);
    expect(counts).toEqual([25, 25, 25, 25, 1]);
  });

  it('by the one number that most rows have, and the others above it', () => {
    const bins = binColumn(table({ a: Array.from({ length: 100 }, (_, row) => (row < 80 ? 0 : row)) }), 'a');
    expect(bins?.parts.map(({ name }) => name)).toEqual(['a = 0', 'a > 0']);
    expect(bins?.parts[0]?.condition).toEqual({ column: 'a', values: [0], lower: null, upper: null });
    expect(bins?.partOf.filter((part) => part === 0)).toHaveLength(80);
  });

  it('not at all where it is the same everywhere, or free text', () => {
    expect(binColumn(table({ a: ['x', 'x'] }), 'a')).toBeNull();
    const words = Array.from({ length: 30 }, (_, index) => `word ${index}`);
    expect(binColumn(table({ a: words }), 'a')).toBeNull();
  });
});

describe('the search for the worst slices', () => {
  const rows = 400;
  const group = Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? 'bad' : 'good'));
  const noise = Array.from({ length: rows }, (_, row) => `n${(row * 7) % 5}`);
  const describeSlice = (found: Uint32Array, name: string, conditions: []) => ({
    name,
    conditions,
    n: found.length,
    metrics: {},
  });
  const search = (losses: number[]) =>
    searchWorstSlices(
      table({ group, noise }),
      ['group', 'noise'],
      { metric: 'accuracy', losses, binary: true },
      (found, name, conditions) => describeSlice(found, name, conditions as []),
    );

  it('finds the planted one, and no pair that only repeats it', () => {
    const found = search(
      group.map((name, row) => (name === 'bad' && row % 3 !== 0 ? 1 : row % 50 === 1 ? 1 : 0)),
    );
    expect(found?.slices[0]).toMatchObject({ name: 'group = bad', n: 100 });
    expect(found?.slices[0]?.adjustedPValue).toBeLessThan(1e-6);
    expect(found?.slices.filter(({ name }) => name.includes('group = bad'))).toHaveLength(1);
    // 2 groups, 5 of noise, and the pairs of at least 30 rows.
    expect(found).toMatchObject({ minimumRows: 30, searched: 2 + 5 + 5 });
  });

  it('folds other names of the same rows, parts of them, and more rows that add nothing', () => {
    const found = searchWorstSlices(
      table({
        group,
        copy: group.map((name) => `copy of ${name}`),
        // The bad ones and as many others that are no worse than the rest.
        wider: group.map((name, row) => (name === 'bad' || row % 4 === 1 ? 'wide' : 'narrow')),
        other: group.map((_, row) => (row % 8 === 3 ? 'worse' : 'even')),
        text: group.map((_, row) => `word ${row}`),
      }),
      ['group', 'copy', 'wider', 'other', 'text'],
      {
        metric: 'accuracy',
        losses: group.map((name, row) =>
          Number((name === 'bad' && row % 3 !== 0) || (row % 8 === 3 && row % 3 === 0)),
        ),
        binary: true,
      },
      (rowsFound, name, conditions) => describeSlice(rowsFound, name, conditions as []),
    );
    expect(found?.slices.map(({ name }) => name)).toEqual(['group = bad', 'other = worse']);
    const [first, second] = found?.slices ?? [];
    expect(first?.alike?.names).toContain('copy = copy of bad');
    expect(first?.alike?.names).toHaveLength(3);
    expect(first?.alike?.count).toBeGreaterThan(3);
    expect(second?.alike?.names[0]).toBe('group = good, other = worse');
    expect(found?.uncut).toEqual(['text']);
  });

  it('says that nothing is beyond chance when nothing is', () => {
    const found = search(Array.from({ length: rows }, (_, row) => (row % 11 === 3 ? 1 : 0)));
    expect(found?.slices).not.toEqual([]);
    for (const { adjustedPValue } of found?.slices ?? []) expect(adjustedPValue).toBeGreaterThan(0.05);
  });
});
