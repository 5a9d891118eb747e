import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { lineChart } from './line-chart.ts';
import { reliabilityDiagram } from './reliability-diagram.ts';
import { reportChart } from './report-chart.ts';

const draw = (svg: string) => parseHTML(`<body>${svg}</body>`).document.querySelector('svg');

test('a chart is one image with words, in the theme’s colours, without its own styles', () => {
  const series = [
    {
      name: 'train',
      points: [
        { x: 1, y: 2 },
        { x: 2, y: 1.23456 },
      ],
    },
  ];
  const svg = draw(lineChart(series, { x: 'epoch', y: 'loss' }, 'Loss by epoch'));
  expect(svg?.getAttribute('role')).toBe('img');
  expect(svg?.getAttribute('aria-label')).toBe('Loss by epoch');
  expect(svg?.querySelector('style')).toBeNull();
  expect(svg?.outerHTML).toContain('var(--mf-series-1)');
  const path = svg?.querySelector('path[stroke="var(--mf-series-1)"]');
  expect(path?.getAttribute('d')).not.toMatch(/\d\.\d{2,}/);
});

test('empty bins of a calibration are not drawn', () => {
  const accuracy = { value: 0.5, interval: null, n: 4 };
  const bins = [
    { lower: 0, upper: 0.5, n: 0, meanConfidence: null, accuracy: null },
    { lower: 0.5, upper: 1, n: 4, meanConfidence: 0.7, accuracy },
  ];
  expect(
    draw(reliabilityDiagram({ binning: 'equal-width', bins }, 'r'))?.querySelectorAll('circle'),
  ).toHaveLength(1);
});

test.each(['bar', 'line', 'scatter'] as const)('a report’s %s chart draws each point', (kind) => {
  const points: [number, number][] = [
    [1, 2],
    [2, 4],
    [3, 3],
  ];
  const svg = draw(reportChart({ title: 'T', kind, x: 'x', y: 'y', series: [{ name: 's', points }] }));
  const mark = { bar: 'rect', line: 'path[stroke="var(--mf-series-1)"]', scatter: 'circle' }[kind];
  const count = svg?.querySelectorAll(mark).length;
  expect(count).toBe(kind === 'line' ? 1 : 3);
});

test('numbers in words are not rounded with the coordinates', () => {
  const points = [1, 2, 3].map((x) => ({ x, y: 0.001 * x }));
  const words = draw(lineChart([{ name: 'rate', points }], { x: 'epoch', y: 'rate' }, 'Rate'))?.textContent;
  expect(words).toContain('0.0010');
});
