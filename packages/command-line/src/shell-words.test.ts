import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWords } from './shell-words.ts';

it('quotes only what a shell would take apart', () => {
  expect(shellWords(['features', 'fit', '--key=a,b', './p_1.csv'])).toBe('features fit --key=a,b ./p_1.csv');
  expect(shellWords(["Ada's $HOME", ''])).toBe(String.raw`'Ada'\''s $HOME' ''`);
});

it.skipIf(process.platform === 'win32')('is read by a shell as it was', () => {
  const words = ["it's", '$HOME', 'a b', '"', '\\', '*', ';', '', 'é', '~'];
  const printed = execFileSync('sh', ['-c', `printf '%s\\n' ${shellWords(words)}`], { encoding: 'utf8' });
  expect(printed.split('\n').slice(0, -1)).toEqual(words);
});
