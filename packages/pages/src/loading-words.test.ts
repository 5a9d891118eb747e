import { expect, test } from 'vitest';
import { loadingWords } from './loading-words.ts';

test('tells how far a runtime and its model have arrived', () => {
  expect(loadingWords({ loaded: 1000, total: 2000 })).toBe('Loading runtime and model: 1 kB of 2 kB');
  expect(loadingWords({ loaded: 2000, total: 2000 })).toBe('Starting the runtime');
  expect(loadingWords({ loaded: 0, total: 0 })).toBe('Loading runtime and model: 0 kB of 0 kB');
});
