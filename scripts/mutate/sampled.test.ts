import { expect, test } from 'vitest';
import { sampled } from './sampled.ts';

const at = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 4 } });
const mutants = Array.from({ length: 1000 }, (_, id) => ({
  id: String(id),
  fileName: `/home/me/src/${id % 10}.ts`,
  location: at(id),
  mutatorName: 'BooleanLiteral',
  replacement: 'false',
}));
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
const draw = (seed: number, from = mutants, folder = '/home/me') =>
  ids(sampled(from, { count: 100, seed }, folder));

test('the same seed draws the same, in whatever order and folder', () => {
  const first = draw(1);
  expect(new Set(first).size).toBe(100);
  expect(draw(1, mutants.toReversed())).toEqual(first);
  const elsewhere = mutants.map((one) => ({ ...one, fileName: one.fileName.replace('/home/me', '/tmp') }));
  expect(draw(1, elsewhere, '/tmp')).toEqual(first);
});

test('another seed draws others', () => {
  const first = new Set(draw(1));
  // Of 100 of 1,000, ten are in both by chance; more than 30 with a probability below 1e-8.
  expect(draw(2).filter((id) => first.has(id)).length).toBeLessThanOrEqual(30);
});

test('draws all where there are fewer', () => {
  expect(ids(sampled(mutants.slice(0, 3), { count: 100, seed: 1 }, '/home/me')).toSorted()).toEqual([
    '0',
    '1',
    '2',
  ]);
});

test('an edit of one file leaves what is drawn from the others', () => {
  const edited = mutants.map((one) =>
    one.fileName.endsWith('/3.ts') ? { ...one, location: at(Number(one.id) + 1) } : one,
  );
  const before = draw(1);
  const after = new Set(draw(1, edited));
  const others = before.filter((id) => Number(id) % 10 !== 3);
  // At the edge of the sample some give way to the edited file's, or come in their place.
  expect(others.filter((id) => !after.has(id)).length).toBeLessThanOrEqual(10);
});

test.each([
  ['place', { location: at(7) }],
  ['file', { fileName: '/home/me/src/other.ts' }],
  ['mutator', { mutatorName: 'ConditionalExpression' }],
  ['replacement', { replacement: 'true' }],
])('mutants that differ in %s alone are drawn apart', (_, change) => {
  const one = {
    id: 'a',
    fileName: '/home/me/src/a.ts',
    location: at(1),
    mutatorName: 'BooleanLiteral',
    replacement: 'false',
  };
  const other = { ...one, ...change, id: 'b' };
  const firsts = Array.from(
    { length: 64 },
    (_none, seed) => sampled([one, other], { count: 1, seed }, '/home/me')[0]?.id,
  );
  // Were they ranked alike, the first given would always be drawn.
  expect(new Set(firsts)).toEqual(new Set(['a', 'b']));
});
