import { expect, test } from 'vitest';
import type { JudgedMutant } from './judged-mutant.ts';
import { mutationReport, mutationText } from './mutation-report.ts';

const mutant = (status: JudgedMutant['status'], line = 1, file = 'packages/a/src/a.ts'): JudgedMutant => ({
  file,
  line,
  mutator: 'BooleanLiteral',
  original: 'true',
  replacement: 'false',
  status,
});

test('code that no test runs counts as missed, faults that do not load count as nothing', () => {
  const report = mutationReport('a', [
    ...Array.from({ length: 5 }, () => mutant('Killed')),
    mutant('Timeout'),
    mutant('Survived'),
    mutant('NoCoverage'),
    mutant('RuntimeError'),
    mutant('RuntimeError'),
  ]);
  expect(report).toMatchObject({
    mutants: 8,
    killed: 5,
    timedOut: 1,
    survived: 1,
    notCovered: 1,
    invalid: 2,
  });
  expect(report.score).toBe(75);
});

test('a room without mutants has no score', () => {
  const report = mutationReport('a', []);
  expect(report.score).toBeNull();
  expect(mutationText(report)).toMatch(/^a: no mutants/);
});

test('survivors stand in the order of files and lines', () => {
  const { survivors } = mutationReport('a', [
    mutant('Survived', 20),
    mutant('NoCoverage', 3, 'packages/a/src/b.ts'),
    mutant('Killed', 1),
    mutant('NoCoverage', 3),
  ]);
  expect(survivors.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'packages/a/src/a.ts:3',
    'packages/a/src/a.ts:20',
    'packages/a/src/b.ts:3',
  ]);
});

test('tells a line for each survivor, then the figures', () => {
  const long = `if (a) {\n  ${'b();\n  '.repeat(40)}}`;
  const text = mutationText(
    mutationReport('metrics', [
      mutant('Killed'),
      { ...mutant('Survived', 7), original: long, replacement: '' },
      mutant('NoCoverage', 9),
    ]),
  );
  const [first = '', second, last] = text.split('\n');
  expect(first).toMatch(/^packages\/a\/src\/a\.ts:7 {2}if \(a\) \{ b\(\); b\(\);.*… → \(nothing\)$/);
  expect(first.length).toBeLessThan(140);
  expect(second).toBe('packages/a/src/a.ts:9  true → false  (no test runs it)');
  expect(last).toBe(
    'metrics: 33.3 % of 3 mutants found (1 killed, 0 timed out, 1 survived, 1 in code that no test runs)',
  );
});
