import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judged } from './judged.ts';

const interop = join(import.meta.dirname, '../../../../../interop');

test.each(Object.entries(judged))('%s: the page names the tolerance that the judge uses', (_, one) => {
  const text = readFileSync(join(interop, one.file), 'utf8');
  const [, value] = new RegExp(`^${one.constant} = (\\S+)`, 'm').exec(text) ?? [];
  expect(value).toBe(one.tolerance);
});
