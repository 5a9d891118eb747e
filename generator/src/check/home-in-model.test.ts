import { expect, it } from 'vitest';
import { homeInModel } from './home-in-model.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(`\u0000\u0001${text}\u0002`, 'latin1');

it.each([
  ['File "/home/ada/train.py", line 3', '/home/ada/'],
  ['/Users/Ada L/x/train.py', '/Users/Ada L/'],
  [String.raw`C:\Users\ada\train.py`, String.raw`\Users\ada` + '\\'],
  ['/home/runner/x.py and /home/ada/x.py', '/home/ada/'],
])('%s tells %s', (text, told) => {
  expect(homeInModel(bytesOf(text))).toBe(told);
});

it.each([
  '/home/runner/work/x.py',
  '/home/Conv_output_0',
  '/home/\u0003\u0004/x',
  'home/ada/x',
  '/Users/Shared/x',
  '',
])('%j tells nobody', (text) => {
  expect(homeInModel(bytesOf(text))).toBeNull();
});

it('reads the part of a buffer that it is given', () => {
  const whole = Buffer.from('/home/ada/x.py and more', 'latin1');
  expect(homeInModel(whole.subarray(12))).toBeNull();
});
