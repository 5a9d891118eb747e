import { expect, test } from 'vitest';
import { quickFirst } from './quick-first.ts';

const files = ['/a/slow.test.ts', '/a/quick.test.ts', '/a/new.test.ts'].map((moduleId) => ({ moduleId }));
const order = (took: string) => quickFirst(files, took).map(({ moduleId }) => moduleId);

test('files of tests run in the order of the time that they took, those of unknown time first', () => {
  expect(order('900.5\t/a/slow.test.ts\n10\t/a/quick.test.ts\n')).toEqual([
    '/a/new.test.ts',
    '/a/quick.test.ts',
    '/a/slow.test.ts',
  ]);
});

test('without times they stay as they are', () => {
  expect(order('')).toEqual(files.map(({ moduleId }) => moduleId));
});
