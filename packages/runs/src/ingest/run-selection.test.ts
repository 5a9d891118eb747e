import { describe, expect, it } from 'vitest';
import type { ListedRun } from '../sources/source.ts';
import { mayBeWanted, parseSelection } from './run-selection.ts';

const now = Date.parse('2026-03-10T12:00:00.000Z');

const run = (words: Partial<ListedRun>): ListedRun => ({
  id: 'a1',
  experiment: 'vision',
  experimentId: '17',
  name: 'first try',
  startTime: '2026-03-03T12:00:00.000Z',
  fingerprint: null,
  load: () => Promise.reject(new Error('not wanted')),
  ...words,
});

describe('--since', () => {
  it.each([
    ['7d', true],
    ['6d', false],
    ['1w', true],
    ['168h', true],
    ['167h', false],
    ['2026-03-03', true],
    ['2026-03-04', false],
    ['2026-03-03T12:00:00Z', true],
    ['2026-03-03T14:00:01+02:00', false],
  ])('%s', (since, expected) => {
    expect(mayBeWanted(run({}), parseSelection({ since }, now))).toBe(expected);
  });

  it('leaves out runs that say no time', () => {
    expect(mayBeWanted(run({ startTime: null }), parseSelection({ since: '1w' }, now))).toBe(false);
  });

  it.each(['yesterday', '7', '7y', '2026-13-01', '03/04/2026', ''])('refuses %j', (since) => {
    expect(() => parseSelection({ since }, now)).toThrow(/--since .*is no time/);
  });
});

describe('--experiment and --run', () => {
  it.each([
    [{ experiments: ['vision'] }, true],
    [{ experiments: ['17'] }, true],
    [{ experiments: ['other', '17'] }, true],
    [{ experiments: ['Vision'] }, false],
    [{ runs: ['a1'] }, true],
    [{ runs: ['first try'] }, true],
    [{ runs: ['first'] }, false],
    [{ experiments: ['other'], runs: ['a1'] }, false],
    [{}, true],
  ])('%j', (words, expected) => {
    expect(mayBeWanted(run({}), parseSelection(words, now))).toBe(expected);
  });
});
