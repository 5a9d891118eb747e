import { expect, it } from 'vitest';
import { defaultSettings, settingsOf, settingsWords } from './explain-settings.ts';

it('are the defaults with what was typed', () => {
  expect(settingsOf({})).toEqual(defaultSettings);
  const settings = settingsOf({ background: '50', seed: '0' });
  expect(settings).toEqual({ background: 50, rows: null, seed: 0 });
  expect(settingsWords(settings)).toBe(' --background 50 --seed 0');
  expect(settingsWords(defaultSettings)).toBe('');
  expect(settingsWords(settingsOf({ rows: '7' }))).toBe(' --rows 7');
});

it.each([
  [{ rows: '0' }, '--rows 0 is no whole number from 1 (give one, e.g. --rows 100)'],
  [{ background: '1.5' }, '--background 1.5 is no whole number from 1'],
  [{ seed: '-1' }, '--seed -1 is no whole number from 0 (give one up to 4294967294)'],
  [{ seed: '4294967295' }, '--seed 4294967295 is no whole number'],
])('refuses %j', (flags, message) => {
  expect(() => settingsOf(flags)).toThrow(message);
});
