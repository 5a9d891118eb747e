import { expect, it } from 'vitest';
import { redactAddress } from './redact-address.ts';

it.each([
  ['https://me:secret@host/x.git', 'https://host/x.git'],
  ['https://token@host/x.git', 'https://host/x.git'],
  ['git clone postgresql://u:p@host/db now', 'git clone postgresql://host/db now'],
  ['postgresql://u:a/b#c?d@host:5432/db', 'postgresql://host:5432/db'],
  ['postgresql://u:12/34@db/x', 'postgresql://db/x'],
  ['postgresql://a.org:x12/34@db/x', 'postgresql://db/x'],
  ['https://u:p@ss@host', 'https://host'],
  ['mysql+pymysql://u:p@host/db', 'mysql+pymysql://host/db'],
  ['s3://bucket/x?X-Amz-Signature=abc&y=1#z', 's3://bucket/x?X-Amz-Signature=…&y=1#z'],
  ['https://a.b/c?token=abc', 'https://a.b/c?token=…'],
])('%s is shown as %s', (text, shown) => {
  expect(redactAddress(text)).toBe(shown);
  expect(redactAddress(shown)).toBe(shown);
});

it.each([
  'https://medium.com/@ada/x',
  'https://host.org:8080/@ada',
  'http://localhost:5000/@x',
  'https://[::1]:80/@x',
  'https://a.b/c?at=12:30&x=@y',
  'https://a.b/c?size=3&key=',
  'me@example.org',
  'no address = at all @',
])('%s stays', (text) => {
  expect(redactAddress(text)).toBe(text);
});

it('asks before it takes something out', () => {
  const asked: string[] = [];
  const shown = redactAddress('https://u:p@host/?token=abc', (text) => asked.push(text) > 1);
  expect(asked).toEqual(['u:p', 'abc']);
  expect(shown).toBe('https://u:p@host/?token=…');
});
