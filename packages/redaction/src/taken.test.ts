import { expect, it } from 'vitest';
import { kindWord, takenWords, type TakenFrom } from './taken.ts';

it('says nothing of nothing', () => {
  expect(takenWords([])).toEqual([]);
});

it('sums up by kind, and tells each place', () => {
  expect(
    takenWords([
      { kind: 'email', file: 'a', field: '/x' },
      { kind: 'secret', file: 'a', field: '/y' },
      { kind: 'email', file: 'b', field: '1:2' },
    ]),
  ).toEqual([
    'taken out: 1 secret, 2 e-mail addresses in 2 files',
    '  a: /x: e-mail address',
    '  a: /y: secret',
    '  b: 1:2: e-mail address',
  ]);
});

it.each([
  ['secret', 'secret', 'secrets'],
  ['user', 'user name', 'user names'],
  ['path', 'path', 'paths'],
  ['host', 'host', 'hosts'],
  ['email', 'e-mail address', 'e-mail addresses'],
] as const)('%s in words', (kind, one, many) => {
  expect([kindWord(kind), kindWord(kind, 2)]).toEqual([one, many]);
});

it('counts what is too much to tell', () => {
  const many = Array.from({ length: 23 }, (_, index): TakenFrom => ({
    kind: 'user',
    file: 'a',
    field: `/${index}`,
  }));
  const words = takenWords(many);
  expect(words[0]).toBe('taken out: 23 user names in 1 file');
  expect(words).toHaveLength(22);
  expect(words.at(-1)).toBe('  and 3 more (--json lists them all)');
});
