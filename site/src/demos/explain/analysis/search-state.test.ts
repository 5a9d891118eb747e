import { describe, expect, it } from 'vitest';
import type { CounterfactualQuestion } from './analysis.ts';
import { searchState } from './search-state.ts';

const wanted: CounterfactualQuestion = {
  cells: [39, 'Widowed', null],
  place: 1,
  threshold: 0.5,
  limits: [],
  linked: [],
  most: 3,
};

describe('searchState', () => {
  it('tells all from fewer', () => {
    expect(searchState(structuredClone(wanted), wanted)).toBe('all');
    expect(searchState({ ...wanted, most: 1 }, wanted)).toBe('fewer');
  });

  it.each<[string, Partial<CounterfactualQuestion>]>([
    ['another row', { cells: [39, 'Divorced', null] }],
    ['another output', { place: 0 }],
    ['another threshold', { threshold: 0.4 }],
    ['other limits', { limits: [[0, { kind: 'immutable' }]] }],
    ['columns linked otherwise', { linked: [[0, 1]] }],
  ])('is older for %s', (_, change) => {
    expect(searchState({ ...wanted, ...change }, wanted)).toBe('older');
  });

  it('is older where nothing was answered yet', () => {
    expect(searchState(undefined, wanted)).toBe('older');
  });
});
