import { expect, test } from 'vitest';
import { nearTiesWords } from './near-ties-words.ts';

test('near ties are listed from row 1, the first ten of many', () => {
  expect(nearTiesWords([])).toMatch(/^none/);
  expect(nearTiesWords([4])).toBe('1 row: 5. Another runtime may name the other class there.');
  expect(nearTiesWords([16, 1202])).toMatch(/^2 rows: 17, 1,203\. Another/);
  expect(nearTiesWords(Array.from({ length: 12 }, (_, row) => row))).toMatch(
    /^12 rows: 1, .*, 10 and 2 more\./,
  );
});
