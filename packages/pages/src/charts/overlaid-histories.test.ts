import { expect, test } from 'vitest';
import { overlaidHistories } from './overlaid-histories.ts';

const histories = {
  loss: { steps: [0, 1, 2], values: [3, 'NaN' as const, 1], timestamps: [5000, 6000, 9000] },
  accuracy: { steps: [1, 2], values: [0.5, 0.6], timestamps: [6000, 9000] },
};
const untimed = { loss: { steps: [0, 1], values: [2, 1], timestamps: null } };

test('a line for each side that followed the metric, without what is no number', () => {
  const [loss, accuracy] = overlaidHistories([
    { name: 'a', histories },
    { name: 'b', histories: untimed },
  ]);
  expect(loss?.series.map(({ name, points }) => [name, points.map(({ x }) => x)])).toEqual([
    ['a', [0, 2]],
    ['b', [0, 1]],
  ]);
  expect(accuracy?.series.map(({ name }) => name)).toEqual(['a']);
});

test('over time, seconds run from the first value of any metric, and a side without times is left out', () => {
  const [loss, accuracy] = overlaidHistories(
    [
      { name: 'a', histories },
      { name: 'b', histories: untimed },
    ],
    'time',
  );
  expect(loss?.series).toEqual([
    {
      name: 'a',
      points: [
        { x: 0, y: 3 },
        { x: 4, y: 1 },
      ],
    },
  ]);
  expect(accuracy?.series[0]?.points.map(({ x }) => x)).toEqual([1, 4]);
});
