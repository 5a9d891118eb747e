import { expect, test } from 'vitest';
import { seriesTable } from './series-table.ts';

test('lines become columns beside the places of the first, to four digits', () => {
  const series = [
    {
      name: 'train',
      points: [
        { x: 1, y: 0.123456 },
        { x: 2, y: 0.1 },
      ],
    },
    { name: 'validation', points: [{ x: 2, y: 1000.04 }] },
  ];
  expect(seriesTable(series, 'Epoch')).toEqual({
    legend: ['train', 'validation'],
    columns: ['Epoch', 'train', 'validation'],
    rows: [
      [1, 0.1235, null],
      [2, 0.1, 1000],
    ],
  });
  expect(seriesTable([], 'Step')).toEqual({ legend: [], columns: ['Step'], rows: [] });
});
