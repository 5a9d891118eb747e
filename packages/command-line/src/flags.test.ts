import { expect, it } from 'vitest';
import { flagWords, textFlag, textFlags } from './flags.ts';

it('shows how a flag is typed', () => {
  const description = '';
  expect(flagWords('json', { type: 'boolean', description })).toEqual(['--json']);
  expect(flagWords('out', { type: 'string', short: 'o', value: 'folder', description })).toEqual([
    '-o',
    '--out <folder>',
  ]);
});

it('gives a text only where a text was given', () => {
  const flags = { out: 'site', json: true, times: ['1', '2'] };
  expect(textFlag(flags, 'out')).toBe('site');
  expect(textFlag(flags, 'json')).toBeUndefined();
  expect(textFlag(flags, 'times')).toBeUndefined();
  expect(textFlag(flags, 'other')).toBeUndefined();
  expect(textFlags(flags, 'times')).toEqual(['1', '2']);
  expect(textFlags(flags, 'out')).toEqual(['site']);
  expect(textFlags(flags, 'json')).toEqual([]);
  expect(textFlags(flags, 'other')).toEqual([]);
});
