import { describe, expect, test } from 'vitest';
import { addressedFile } from './addressed-file.ts';

const files = new Set([
  '/index.html',
  '/404.html',
  '/a/index.html',
  '/a/data.json',
  '/b.html',
  '/both.html',
  '/both/index.html',
  '/dir/index/index.html',
  '/ä b/index.html',
  '/100%.json',
]);
const addressed = (path: string) => addressedFile(path, (file) => files.has(file));

describe('an address stands for a file as on Firebase Hosting', () => {
  test.each([
    ['/', '/index.html'],
    ['/a/', '/a/index.html'],
    ['/a/data.json', '/a/data.json'],
    ['//a//data.json', '/a/data.json'],
    ['/b/', '/b.html'],
    ['/404/', '/404.html'],
    ['/both/', '/both/index.html'],
    ['/dir/index/', '/dir/index/index.html'],
    ['/%C3%A4%20b/', '/ä b/index.html'],
    ['/100%25.json', '/100%.json'],
  ])('%s is %s', (path, file) => {
    expect(addressed(path)).toEqual({ kind: 'file', file });
  });

  test.each([
    ['/a', '/a/'],
    ['/b', '/b/'],
    ['/a/index.html', '/a/'],
    ['/a/index', '/a/'],
    ['/a/index/', '/a/'],
    ['/index.html', '/'],
    ['/index', '/'],
    ['/b.html', '/b/'],
    ['/both', '/both/'],
    ['/%C3%A4%20b', '/%C3%A4%20b/'],
    // Not the address of another server.
    ['//a', '/a/'],
  ])('%s has moved to %s', (path, to) => {
    expect(addressed(path)).toEqual({ kind: 'moved', path: to });
  });

  test.each(['/none', '/none/', '/a/data.json/', '/a/data', '/a/none.html', '/a/...json', '/con-tent/'])(
    '%s is missing',
    (path) => {
      expect(addressed(path)).toEqual({ kind: 'missing' });
    },
  );

  test.each([
    '',
    '*',
    'http://example.com/',
    '/%',
    '/%ff',
    '/..',
    '/../a/',
    '/a/%2e%2e/',
    '/%2E%2e',
    '/.',
    '/./a/',
    '/a\\..',
    '/a%5Cb',
    '/%00',
    '/a%0ab',
    '/%2Fa/',
    '/a%2fdata.json',
    '/..%2fa',
    '/C:/a',
    '/a/data.json::$DATA',
    '/a/data.json.',
    '/a/data.json%20',
    '/con',
    '/a/NUL',
    '/aux.json',
    '/COM1.x.y',
    '/lpt%C2%B9',
  ])('%s is no address', (path) => {
    expect(addressed(path).kind).toBe('bad');
  });

  test('a name that has signs of addresses in it is found by its encoded form', () => {
    const odd = new Set(['/a#b?.json', '/100%25.txt']);
    for (const [path, file] of [
      ['/a%23b%3F.json', '/a#b?.json'],
      ['/100%2525.txt', '/100%25.txt'],
    ] as const)
      expect(addressedFile(path, (name) => odd.has(name))).toEqual({ kind: 'file', file });
  });
});
