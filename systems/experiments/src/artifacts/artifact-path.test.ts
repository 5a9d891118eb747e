import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MlflowError } from '../mlflow-error.ts';
import { safePath, writablePath } from './artifact-path.ts';

/** What is refused is told in these words alone. */
function safePathOr(sent: string): string {
  try {
    return safePath(sent);
  } catch (error) {
    if (error instanceof MlflowError && error.message === 'Invalid path') return error.message;
    throw error;
  }
}

describe('a safe path', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['a.txt', 'a.txt'],
    ['a/./b//c/', 'a/b/c'],
    ['..a/b..', '..a/b..'],
    ['...', '...'],
    ['a%20b', 'a b'],
    ['a%252520b', 'a b'],
    ['100%', '100%'],
    ['%zz%2', '%zz%2'],
    ['dog%step%20%timestamp%100.png', 'dog%step %timestamp%100.png'],
    ['a\u0000b\n', 'a%00b%0a'],
    ['gr%C3%B6%C3%9Fe', 'größe'],
    ['%ab.txt', '\ufffd.txt'],
    ['ab:c', 'ab:c'],
    ['d/a:b', 'd/a:b'],
    ['C', 'C'],
    ['profile:x', 'profile:x'],
  ])('of %j is %j', (sent, expected) => {
    expect(safePath(sent)).toBe(expected);
  });

  it.each([
    '..',
    '../a',
    'a/../../b',
    'a/..',
    '%2e%2e/a',
    '%2E./a',
    '..%2fa',
    'a%2f..%2f..%2fb',
    '%252e%252e%252fa',
    '/etc/passwd',
    '//host/share',
    '%2fetc/passwd',
    '\\\\host\\share',
    '..\\a',
    'a%5c..%5cb',
    'C:/Windows',
    'c:x',
    'C%3A%5CWindows',
    'file:///etc/passwd',
    'FILE:a',
    'a#b',
    'a%23b',
    `${'%25'.repeat(1)}${'25'.repeat(12)}2e`,
  ])('is not made of %j', (sent) => {
    expect(() => safePath(sent)).toThrow('Invalid path');
  });

  const pieces = [
    '..',
    '.',
    '/',
    '\\',
    '%',
    '2e',
    '2f',
    '5c',
    '25',
    '00',
    ':',
    'C',
    'a',
    'file:',
    '\u0000',
    '\u2025',
    '#',
    ' ',
  ];
  const hostile = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
    // Encoded as often as an attacker likes.
    fc
      .tuple(fc.constantFrom('../../etc/passwd', 'a/../../b', '..\\..\\x', '/etc/passwd'), fc.nat(12))
      .map(([path, times]) => {
        let sent = path.replaceAll(/[./\\]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
        for (let time = 0; time < times; time++) sent = sent.replaceAll('%', '%25');
        return sent;
      }),
  );

  it('never leads out of its root, on any system, and stays as it is', () => {
    fc.assert(
      fc.property(hostile, (sent) => {
        const path = safePathOr(sent);
        if (path === 'Invalid path') return;
        const below = posix.resolve('/root', path);
        expect(below === '/root' || below.startsWith('/root/')).toBe(true);
        const belowDrive = win32.resolve('D:\\root', path);
        expect(belowDrive === 'D:\\root' || belowDrive.startsWith('D:\\root\\')).toBe(true);
        expect(path).not.toContain('\u0000');
        expect(path.split('/')).not.toContain('..');
        expect(posix.join('root', path)).toBe(path === '' ? 'root' : `root/${path}`);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds again what it has named', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        fc.pre(!/[#\\/%]|^(?:[a-z]:|file:)/i.test(name) && name !== '..');
        const path = safePath(encodeURIComponent(name.toWellFormed()));
        expect(safePath(encodeURIComponent(path))).toBe(path);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a path to write', () => {
  it('names a file', () => {
    expect(writablePath('a/b.txt')).toBe('a/b.txt');
    for (const sent of ['', '.', 'a/', 'a/b/']) expect(() => writablePath(sent)).toThrow('Invalid path');
  });

  it('is not one of a file under way', () => {
    expect(() => writablePath('a/.artifact.uploading.x')).toThrow(
      "Invalid artifact file name: '.artifact.uploading.x'. Artifact names starting with '.artifact.uploading.' are reserved.",
    );
    expect(writablePath('.artifact.uploading.x/a')).toBe('.artifact.uploading.x/a');
  });
});
