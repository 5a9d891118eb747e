import { expect, it } from 'vitest';
import { countWork } from './count-work.ts';

function pairs(count: number): number {
  let sum = 0;
  for (let one = 0; one < count; one++) for (let other = 0; other < count; other++) sum += one * other;
  return sum;
}
function once(count: number): number {
  let sum = 0;
  for (let one = 0; one < count; one++) sum += one;
  return sum;
}

it('counts each turn of a loop', () => {
  const [few, many] = [countWork(() => once(1000)), countWork(() => once(100_000))];
  expect(many - few).toBe(99_000);
});

it('tells the square of a size from the size', () => {
  const growth = (work: (count: number) => number) => countWork(() => work(400)) / countWork(() => work(100));
  expect(growth(once)).toBeCloseTo(4, 0);
  expect(growth(pairs)).toBeCloseTo(16, 0);
});

it('is the same each time, also when the code has become hot', () => {
  const counts = Array.from({ length: 20 }, () => countWork(() => pairs(300)));
  expect(new Set(counts).size).toBe(1);
});

it('lets an error through, and counts again afterwards', () => {
  const fail = () =>
    countWork(() => {
      throw new Error('no rows');
    });
  expect(fail).toThrow('no rows');
  expect(countWork(() => once(10))).toBeGreaterThan(9);
});
