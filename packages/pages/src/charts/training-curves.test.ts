import { expect, test } from 'vitest';
import { trainingCurves } from './training-curves.ts';

const history = (values: (number | 'NaN')[]) => ({
  steps: values.map((_, step) => step),
  values,
  timestamps: null,
});

test('sets share the chart of their metric; loss comes first; the rate belongs to none', () => {
  const curves = trainingCurves({
    'validation/accuracy': history([0.5, 0.6]),
    'validation/loss': history([2, 1]),
    'train/loss': history([3, 2]),
    learningRate: history([0.1, 0.01]),
  });
  expect(curves.map(({ metric, series }) => [metric, series.map(({ name }) => name)])).toEqual([
    ['loss', ['train', 'validation']],
    ['accuracy', ['validation']],
  ]);
});

test('points without a number are left out, and a lone point is no curve', () => {
  const curves = trainingCurves({ 'train/loss': history([3, 'NaN', 1]), 'test/loss': history([1]) });
  expect(curves).toEqual([
    {
      metric: 'loss',
      series: [
        {
          name: 'train',
          points: [
            { x: 0, y: 3 },
            { x: 2, y: 1 },
          ],
        },
      ],
    },
  ]);
});
