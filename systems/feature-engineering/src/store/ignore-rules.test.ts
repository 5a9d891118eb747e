import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIgnored, noRules, withFolder, withRules } from './ignore-rules.ts';

describe('what is left out', () => {
  it.each([
    ['*.csv', 'a.csv', true],
    ['*.csv', 'd/a.csv', true],
    ['/*.csv', 'd/a.csv', false],
    ['d/*.csv', 'd/e/a.csv', false],
    ['d/**/a-b.csv', 'd/a-b.csv', true],
    ['**/e', 'd/e/a', true],
    ['d/**', 'd', false],
    ['d/', 'd', false],
    ['d/', 'd/a', true],
    ['*\n!a', 'a', false],
    ['d\n!d/a', 'd/a', true],
    ['a[!b-d]', 'ac', false],
    ['a[!b-d]', 'a-', true],
    ['# a', '# a', false],
    [String.raw`\# a`, '# a', true],
    ['a?c', 'a/c', false],
    ['a.c', 'abc', false],
    ['A', 'a', false],
    ['[', '[', false],
    ['[z-a]', 'b', false],
  ])('%j: %s is %s', (text, path, wanted) => {
    expect(isIgnored(withRules(noRules('/p'), '/p', text), `/p/${path}`, false)).toBe(wanted);
  });

  it('is all the same with an exception to nothing in an inner folder', () => {
    const rules = withRules(withRules(noRules('/p'), '/p', 'd'), '/p/d', '!\n! \n');
    expect(isIgnored(rules, '/p/d/a', false)).toBe(true);
    const inner = withRules(withRules(noRules('/p'), '/p', 'a'), '/p/d', '!');
    expect(isIgnored(inner, '/p/d/a/x', false)).toBe(true);
  });

  it('is a folder too, and never the outermost one', () => {
    const rules = withRules(noRules('/p'), '/p', '*/\n');
    expect(isIgnored(rules, '/p/d', true)).toBe(true);
    expect(isIgnored(rules, '/p/d', false)).toBe(false);
    expect(isIgnored(rules, '/p', true)).toBe(false);
  });

  it('is not a folder that is taken back, but what other rules say of it', () => {
    const rules = withRules(noRules('/p'), '/p', 'a*/\n*.tmp\n');
    const taken = withFolder(rules, '/p/a b/[c]');
    const isLeft = (path: string) => [isIgnored(rules, path, false), isIgnored(taken, path, false)];
    expect(isLeft('/p/a b/[c]/x.csv')).toEqual([true, false]);
    expect(isLeft('/p/a b/[c]/x.tmp')).toEqual([true, true]);
    expect(isLeft('/p/a b/c/x.csv')).toEqual([true, false]);
    expect(isLeft('/p/ab/x.csv')).toEqual([true, true]);
  });
});

const atoms = [
  'a',
  'b',
  '/',
  '/',
  '?',
  '*',
  '#',
  '!',
  '.',
  ' ',
  ']',
  '**',
  '[ab]',
  '[!a]',
  '[b-a]',
  '[',
  String.raw`\*`,
];
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '!'),
    fc.array(fc.constantFrom(...atoms), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '/'),
  )
  .map(([mark, parts, end]) => `${mark}${parts.join('')}${end}`)
  // Its documentation takes these for one asterisk, as `ignore` does; git itself cuts off the letters first and then sees
  // two asterisks at the beginning of a pattern.
  .filter((pattern) => !/[^/!]\*\*|.!\*\*/.test(pattern));
const text = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const files = ['a', '[', 'ab/a', 'ab/b', 'ab/#', 'b/a', 'b/a b/a', '*/a.b', '!b/a', 'a b/ab/b', 'a b/ab/]'];
const folders = ['', 'ab', 'b', '*', '!b', 'a b', 'a b/ab'];

it('is what git leaves out, with files of rules in several folders', ({ skip }) => {
  if (spawnSync('git', ['--version']).status !== 0) skip('no git here');
  const root = mkdtempSync(join(tmpdir(), 'ignore-'));
  spawnSync('git', ['init', '--quiet', root]);
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  let ignored = 0;
  fc.assert(
    fc.property(text, fc.constantFrom(...folders), text, (outer, folder, inner) => {
      const texts = new Map(folders.map((each) => [each, ''])).set('', outer).set(folder, inner);
      let rules = noRules(root);
      for (const [each, own] of texts) {
        writeFileSync(join(root, each, '.gitignore'), own);
        rules = withRules(rules, join(root, each), own);
      }
      const own = files.filter((file) => isIgnored(rules, join(root, file), false));
      const judge = spawnSync('git', ['-C', root, 'check-ignore', '--no-index', '--stdin', '-z'], {
        input: files.join('\0'),
        encoding: 'utf8',
      });
      expect(own).toEqual(judge.stdout.split('\0').filter((file) => file !== ''));
      ignored += own.length;
    }),
    { numRuns: 100 },
  );
  expect(ignored).toBeGreaterThan(100);
  rmSync(root, { recursive: true });
});
