import { expect, it } from 'vitest';
import { redactEmails } from './redact-emails.ts';

it.each([
  ['by ada@example.org, now', 'by [e-mail], now'],
  ['<Ada.L+x@mail.example.co.uk>', '<[e-mail]>'],
  ['jürgen@münchen.de', '[e-mail]'],
])('%s is shown as %s', (text, shown) => {
  expect(redactEmails(text, () => true)).toBe(shown);
});

it.each([
  'git@github.com:a/b.git',
  'recall@top5.mean',
  'precision@k.macro',
  'mAP@0.5',
  'hits@10.max',
  'checkout@v4.1',
  'a @ b.org',
  'none',
])('%s stays', (text) => {
  expect(redactEmails(text, () => true)).toBe(text);
});

it('keeps what may stay', () => {
  expect(redactEmails('ada@example.org', () => false)).toBe('ada@example.org');
});
