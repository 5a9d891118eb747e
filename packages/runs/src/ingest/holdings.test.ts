import { describe, expect, it } from 'vitest';
import { parseFilter } from '@modelfolio/comparison';
import { RunsError } from '../runs-error.ts';
import type { ListedRun } from '../sources/source.ts';
import { checkSelected, noHoldings, noteRun } from './holdings.ts';
import type { RunSelection } from './run-selection.ts';

const run = (id: string, name: string, words: Partial<ListedRun> = {}): ListedRun => ({
  id,
  name,
  experiment: 'penguins',
  experimentId: '1',
  startTime: null,
  fingerprint: null,
  load: () => Promise.reject(new Error('not asked for')),
  ...words,
});
const selection = (words: Partial<RunSelection> = {}): RunSelection => ({
  experiments: [],
  runs: [],
  since: null,
  filter: null,
  ...words,
});

/** What is refused of a selection, after these runs were listed. */
function refused(runs: readonly ListedRun[], words: Partial<RunSelection>, selected = 0): string | null {
  const holdings = noHoldings();
  for (const one of runs) noteRun(holdings, one, selection(words));
  try {
    checkSelected(holdings, selection(words), 'mlflow.db', selected);
  } catch (error) {
    if (error instanceof RunsError && error.code === 'run-missing') return error.message;
    throw error;
  }
  return null;
}

const runs = [
  run('a1', 'Tree', { startTime: '2026-01-02T00:00:00.000Z' }),
  run('b2', 'net', { experiment: 'digits', experimentId: null, startTime: '2026-01-03T00:00:00.000Z' }),
  run('c3', 'forest', { startTime: '2026-01-01T00:00:00.000Z' }),
];

describe('checkSelected', () => {
  it.each<[Partial<RunSelection>]>([
    [{}],
    [{ experiments: ['penguins', 'digits'] }],
    [{ experiments: ['1'] }],
    [{ runs: ['c3', 'Tree'] }],
    [{ runs: ['a1', 'net'] }],
  ])('has nothing to say where %j means something', (words) => {
    expect(refused(runs, words, 1)).toBeNull();
  });

  it('offers the experiments there are, the nearest first', () => {
    expect(refused(runs, { experiments: ['digit'] }, 1)).toBe(
      'mlflow.db: no experiment has the name or id "digit" (its experiments: digits, penguins)',
    );
    const many = Array.from({ length: 12 }, (_, at) =>
      run(`r${at}`, 'n', { experiment: `experiment ${at}` }),
    );
    expect(refused(many, { experiments: ['experiment 1x'] }, 1)).toMatch(
      /\(its experiments: experiment 1, .* and 2 more\)$/,
    );
  });

  it('offers the three runs whose names are nearest, whatever their case', () => {
    const named = ['tree', 'TREES', 'trie', 'network', 'tree'].map((name, at) => run(String(at), name));
    expect(refused(named, { runs: ['Treex'] }, 1)).toBe(
      'mlflow.db: no run has the name or id "Treex" (the nearest of 5: tree, TREES, trie)',
    );
  });

  it('says by which words none of the runs is meant, and what there is', () => {
    const words = {
      experiments: ['penguins'],
      runs: ['net'],
      since: Date.UTC(2026, 0, 2),
      filter: parseFilter('metrics.a > 1'),
    };
    expect(refused(runs, words)).toBe(
      'mlflow.db: none of its 3 runs is meant by --experiment penguins --run net --since 2026-01-02T00:00:00.000Z --filter ' +
        '(they were begun 2026-01-01T00:00:00.000Z to 2026-01-03T00:00:00.000Z; experiments: penguins, digits)',
    );
    expect(refused([run('a', 'n')], { since: 0 })).toBe(
      'mlflow.db: none of its 1 runs is meant by --since 1970-01-01T00:00:00.000Z (they were without a time; experiments: penguins)',
    );
  });
});
