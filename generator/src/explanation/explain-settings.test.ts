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
  [{ rows: '0' }, '--rows: expected a whole number from 1, received "0"'],
  [{ background: '1.5' }, '--background: expected a whole number from 1, received "1.5"'],
  [{ seed: '-1' }, '--seed: expected a whole number from 0 to 4294967294, received "-1"'],
  [{ seed: '4294967295' }, '--seed: expected a whole number from 0 to 4294967294, received "4294967295"'],
])('refuses %j', (flags, message) => {
  expect(() => settingsOf(flags)).toThrow(message);
});
