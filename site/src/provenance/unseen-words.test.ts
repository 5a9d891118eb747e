import type { Evidence, UnseenRows } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { unseenWords } from './unseen-words.ts';

const words = (status: UnseenRows['status'], tuning = false): string =>
  unseenWords({ unseen: { status, tuning, because: 'it is', said: null }, record: null });

it('says of the rows only what a record supports, or whose word it is', () => {
  expect(words('recorded', true)).toMatch(/run’s record keeps apart from training and tuning data$/);
  expect(words('recorded')).toMatch(/run’s record keeps apart from training data$/);
  expect(words('said')).toMatch(/never trained or tuned on, by its author’s word/);
  expect(words('contradicted')).toMatch(/not kept from in training/);
  expect(words('unknown')).toMatch(/unknown/);
  expect(unseenWords(null)).toMatch(/unknown/);
});

it('says how many of them lie in training data', () => {
  const unseen = { status: 'recorded', tuning: true, because: 'it is', said: null } as const;
  const withShared = (shared: number) =>
    unseenWords({ unseen, record: { rows: { training: { shared } } } as unknown as Evidence });
  expect(withShared(2979)).toMatch(/tuning data; 2,979 of them lie in its training data, too$/);
  expect(withShared(0)).toMatch(/tuning data$/);
});
