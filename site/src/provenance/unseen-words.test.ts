import type { UnseenRows } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { unseenWords } from './unseen-words.ts';

const words = (status: UnseenRows['status'], tuning = false): string =>
  unseenWords({ unseen: { status, tuning, because: 'it is', said: null } });

it('says of the rows only what a record supports, or whose word it is', () => {
  expect(words('recorded', true)).toMatch(/run’s record keeps apart from training and tuning data$/);
  expect(words('recorded')).toMatch(/run’s record keeps apart from training data$/);
  expect(words('said')).toMatch(/never trained or tuned on, by its author’s word/);
  expect(words('contradicted')).toMatch(/not kept from in training/);
  expect(words('unknown')).toMatch(/unknown/);
  expect(unseenWords(null)).toMatch(/unknown/);
});
