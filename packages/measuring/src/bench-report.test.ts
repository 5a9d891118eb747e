import { expect, it } from 'vitest';
import { someCircumstances } from '../test/circumstances.ts';
import { barChart, benchReport, figure, ratioFigure } from './bench-report.ts';

it('is named after its benchmark, and tells on what, when and by which command it was measured', () => {
  const report = benchReport(
    'boiling',
    {
      system: 'kitchen',
      title: 'Water',
      question: 'How long does it take?',
      method: 'With a clock.',
      figures: {
        time: figure('Time', 240, 'seconds', 'lower', 3),
        rate: figure('Rate', 2, 'rate', null, null, 'l/h'),
      },
      tables: [],
      charts: [
        barChart(
          { title: 'Time', x: 'Pot', y: 'Seconds' },
          {
            gas: [
              ['small', 200],
              ['large', 240],
            ],
          },
        ),
      ],
    },
    someCircumstances,
  );
  expect(report).toMatchObject({
    id: 'boiling-benchmark',
    kind: 'benchmark',
    command: 'npm run bench:boiling',
    ...someCircumstances,
  });
  expect(report.figures['time']).toEqual({
    label: 'Time',
    value: 240,
    format: 'seconds',
    unit: null,
    better: 'lower',
    interval: null,
    n: 3,
  });
  expect(report.figures['rate']).toMatchObject({ unit: 'l/h', better: null, n: null });
  expect(report.charts[0]).toMatchObject({
    kind: 'bar',
    series: [
      {
        name: 'gas',
        points: [
          ['small', 200],
          ['large', 240],
        ],
      },
    ],
  });
});

const tables = [
  {
    title: 'Seconds',
    columns: ['Who', 'Fit', 'Transform'],
    rows: [
      ['ours', 1, 3],
      ['theirs', 4, 6],
    ],
  },
];
const cells = {
  numerator: ['/tables/0/rows/1/1', '/tables/0/rows/1/2'],
  denominator: ['/tables/0/rows/0/1', '/tables/0/rows/0/2'],
};

it('makes a ratio of the cells of a table, with how it varied', () => {
  expect(ratioFigure('Time: theirs ÷ ours', cells, tables, [2, 3, 2.5])).toEqual({
    label: 'Time: theirs ÷ ours',
    value: 2.5,
    format: 'ratio',
    unit: null,
    better: 'higher',
    interval: null,
    n: 3,
    spread: { least: 2, greatest: 3 },
    ratioOf: cells,
  });
  expect(ratioFigure('Time: theirs ÷ ours', cells, tables)).toMatchObject({ value: 2.5, n: null });
  expect(ratioFigure('Time: theirs ÷ ours', cells, tables)).not.toHaveProperty('spread');
});
