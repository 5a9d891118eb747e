import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { drawnGroups, groupCalibration } from './group-calibration.ts';
import { lineChart } from './line-chart.ts';
import { predictedActual, residualHistogram } from './regression-charts.ts';
import { reliabilityDiagram } from './reliability-diagram.ts';
import { reportChart } from './report-chart.ts';
import { slicePlot } from './slice-plot.ts';

/** A drawn chart: its marks by selector, and its words. */
function drawn(svg: string) {
  const root = parseHTML(`<body>${svg}</body>`).document.querySelector('svg');
  const marks = (selector: string) => [...(root?.querySelectorAll(selector) ?? [])] as unknown as Element[];
  return {
    marks,
    label: root?.getAttribute('aria-label'),
    words: marks('text').map((one) => one.textContent ?? ''),
    /** Numbers of an attribute of each mark. */
    numbers: (selector: string, name: string) => marks(selector).map((one) => Number(one.getAttribute(name))),
  };
}
const diagonal = 'g[stroke-dasharray="4 4"], path[stroke-dasharray="4 4"]';

describe('lineChart', () => {
  const line = (name: string, count: number, step = 1) => ({
    name,
    points: Array.from({ length: count }, (_, at) => ({ x: at * step, y: at * at })),
  });
  const axes = { x: 'epoch', y: 'loss' };

  test('names its axes; lines have colours of their own, those without points none', () => {
    const chart = drawn(lineChart([line('train', 20), line('none', 0), line('test', 20)], axes, 'Loss'));
    expect(chart.words.some((word) => word.includes('epoch'))).toBe(true);
    expect(chart.words.some((word) => word.includes('loss'))).toBe(true);
    expect(chart.marks('path[stroke^="var(--mf-series"]').map((one) => one.getAttribute('stroke'))).toEqual([
      'var(--mf-series-1)',
      'var(--mf-series-2)',
    ]);
  });

  test('dots mark points that are few', () => {
    expect(drawn(lineChart([line('a', 12)], axes, '')).marks('circle')).toHaveLength(12);
    expect(drawn(lineChart([line('a', 13)], axes, '')).marks('circle')).toHaveLength(0);
    expect(drawn(lineChart([line('a', 20), line('b', 4)], axes, '')).marks('circle')).toHaveLength(24);
  });

  test('half epochs do not exist', () => {
    const ticks = (chart: string) =>
      drawn(chart).words.filter((word) => /^\d/.test(word) && Number(word) <= 4);
    expect(ticks(lineChart([line('a', 3)], { ...axes, yFormat: '.3f' }, ''))).toEqual(
      expect.arrayContaining(['0', '1', '2']),
    );
    expect(drawn(lineChart([line('a', 3)], axes, '')).words).not.toContain('0.5');
    expect(drawn(lineChart([line('a', 3, 0.5)], { ...axes, xFormat: '.1f' }, '')).words).toContain('0.2');
  });

  test('shares go from 0 to 1, in the format that is asked for', () => {
    const shares = [
      {
        name: 'a',
        points: [
          { x: 0.4, y: 0.5 },
          { x: 0.6, y: 0.5 },
        ],
      },
    ];
    const { words } = drawn(lineChart(shares, { ...axes, shares: true, xFormat: '.0%', yFormat: '.0%' }, ''));
    expect(words.filter((word) => word === '0%')).toHaveLength(2);
    expect(words.filter((word) => word === '100%')).toHaveLength(2);
  });

  test('a fifth line has the first colour again', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((name) => line(name, 20));
    const colours = drawn(lineChart(five, axes, ''))
      .marks('path[stroke^="var(--mf-series"]')
      .map((one) => one.getAttribute('stroke'));
    expect(colours).toEqual([1, 2, 3, 4, 1].map((at) => `var(--mf-series-${at})`));
  });
});

describe('reliabilityDiagram', () => {
  test('bins are dots as large as they have rows, with intervals, beside the diagonal', () => {
    const accuracy = (value: number, n: number) => ({
      value,
      interval: { level: 0.95, lower: value - 0.1, upper: value + 0.1, method: 'wilson' as const },
      n,
    });
    const bins = [
      { lower: 0, upper: 0.5, n: 1, meanConfidence: 0.25, accuracy: accuracy(0.25, 1) },
      { lower: 0.5, upper: 0.75, n: 100, meanConfidence: 0.6, accuracy: accuracy(0.75, 100) },
      { lower: 0.75, upper: 1, n: 4, meanConfidence: 0.8, accuracy: { value: 0.5, interval: null, n: 4 } },
    ];
    const chart = drawn(reliabilityDiagram({ binning: 'equal-width', bins }, 'Reliability'));
    expect(chart.label).toBe('Reliability');
    const [small = 0, large = 0, middle = 0] = chart
      .numbers('circle', 'r')
      .toSorted((a, b) => a - b)
      .map((_, at, all) => [all[0], all[2], all[1]][at] ?? 0);
    expect(small).toBeLessThan(middle);
    expect(middle).toBeLessThan(large);
    expect(large).toBeCloseTo(9, 0);
    expect(
      chart.marks('line[stroke="var(--mf-series-1)"], g[stroke="var(--mf-series-1)"] line'),
    ).toHaveLength(2);
    expect(chart.marks(diagonal).length).toBeGreaterThan(0);
    expect(chart.words.some((word) => word.includes('stated probability'))).toBe(true);
    expect(chart.words.some((word) => word.includes('share correct'))).toBe(true);
    expect(chart.words.filter((word) => word === '100%')).toHaveLength(2);
  });
});

describe('groupCalibration', () => {
  const group = (name: string, n: number, bins = 2) =>
    ({
      name,
      n,
      calibration: {
        bins: Array.from({ length: bins }, (_, at) => ({
          meanScore: 0.2 + 0.2 * at,
          positiveRate: { value: 0.5 },
          n,
        })),
      },
    }) as never;

  test('the four largest groups that have bins are drawn', () => {
    const groups = [
      group('a', 1),
      group('b', 5),
      group('c', 3),
      group('d', 9, 0),
      group('e', 4),
      group('f', 2),
    ];
    expect(drawnGroups(groups).map(({ name }) => name)).toEqual(['b', 'e', 'c', 'f']);
  });

  test('each has a line and dots in its colour, told apart by dashes too', () => {
    const chart = drawn(groupCalibration([group('a', 1), group('b', 2), group('c', 3)], 'Calibration'));
    expect(chart.label).toBe('Calibration');
    expect(chart.marks('circle')).toHaveLength(6);
    const lines = chart
      .marks('[stroke^="var(--mf-series"]')
      .filter((one) => one.getAttribute('stroke-width') === '2');
    expect(lines.map((one) => one.getAttribute('stroke-dasharray'))).toEqual([null, '6 4', '2 3']);
    expect(lines.map((one) => one.getAttribute('stroke'))).toEqual(
      [1, 2, 3].map((at) => `var(--mf-series-${at})`),
    );
    expect(chart.marks(diagonal).length).toBeGreaterThan(0);
    expect(chart.words.some((word) => word.includes('mean score'))).toBe(true);
    expect(chart.words.some((word) => word.includes('really positive'))).toBe(true);
  });
});

describe('charts of a regressor', () => {
  const sample = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ index: at, actual: at, predicted: at + 1 }));

  test('rows stand beside the line on which prediction and truth agree; of many every so-many-th', () => {
    const chart = drawn(predictedActual(sample(400), { name: 'mass', unit: 'g' }, 'Predicted'));
    expect(chart.marks('circle')).toHaveLength(400);
    expect(
      drawn(predictedActual(sample(401), { name: 'mass', unit: null }, '')).marks('circle'),
    ).toHaveLength(201);
    expect(chart.words.some((word) => word.includes('actual mass (g)'))).toBe(true);
    expect(chart.words.some((word) => word.includes('predicted (g)'))).toBe(true);
    expect(
      drawn(predictedActual(sample(3), { name: 'mass', unit: null }, '')).words.some((word) =>
        word.includes('('),
      ),
    ).toBe(false);
    expect(chart.marks(diagonal).length).toBeGreaterThan(0);
    expect(chart.label).toBe('Predicted');
  });

  test('residuals are bars, as high as there are rows, about zero', () => {
    const chart = drawn(
      residualHistogram({ edges: [-2, -1, 0, 1], counts: [1, 4, 2] }, { unit: 'g' }, 'Residuals'),
    );
    const [low = 0, high = 0, middle = 0] = chart.numbers('rect', 'height');
    expect(chart.marks('rect')).toHaveLength(3);
    // Each has half a pixel of room at its top and bottom.
    expect((high + 1) / (low + 1)).toBeCloseTo(4, 1);
    expect((middle + 1) / (low + 1)).toBeCloseTo(2, 1);
    expect(chart.words.some((word) => word.includes('predicted less actual (g)'))).toBe(true);
    expect(chart.words.some((word) => word.includes('rows'))).toBe(true);
    expect(chart.marks('[stroke-dasharray="4 4"]').length).toBeGreaterThan(0);
  });
});

test('slices are dots with intervals, long names cut, in the order given', () => {
  const slice = (name: string, value: number) => ({
    name,
    n: 9,
    value,
    lower: value - 0.1,
    upper: value + 0.1,
  });
  const chart = drawn(
    slicePlot(
      [slice('b', 0.5), slice('a', 0.75), slice('x'.repeat(25), 0.6)],
      { x: 'accuracy', share: true },
      'Slices',
    ),
  );
  expect(chart.words).toEqual(expect.arrayContaining(['b', 'a', `${'x'.repeat(23)}…`]));
  expect(chart.words.indexOf('b')).toBeLessThan(chart.words.indexOf('a'));
  expect(chart.words.some((word) => word.endsWith('%'))).toBe(true);
  expect(chart.words.some((word) => word.includes('accuracy'))).toBe(true);
  expect(chart.marks('circle')).toHaveLength(3);
  expect(chart.marks('g[stroke="var(--mf-series-1)"] line, line[stroke="var(--mf-series-1)"]')).toHaveLength(
    3,
  );
  const plain = drawn(slicePlot([slice('y'.repeat(24), 3)], { x: 'mae', share: false }, ''));
  expect(plain.words).toContain('y'.repeat(24));
  expect(plain.words.some((word) => word.endsWith('%'))).toBe(false);
});

describe('reportChart', () => {
  const bars = (names: string[], ...series: number[][]) =>
    drawn(
      reportChart({
        title: 'Speed',
        kind: 'bar',
        x: 'engine',
        y: 'rows/s',
        series: series.map((values, at) => ({
          name: `s${at}`,
          points: names.map((name, place): [string, number] => [name, values[place] ?? 0]),
        })),
      }),
    );

  test('bars stand in the order that the report gives', () => {
    const chart = bars(['z', 'a'], [1, 2]);
    expect(chart.label).toBe('Speed: rows/s by engine');
    expect(chart.words.indexOf('z')).toBeLessThan(chart.words.indexOf('a'));
    const [first = 0, second = 0] = chart.numbers('rect', 'width');
    expect(second / first).toBeCloseTo(2, 1);
    expect(chart.words.some((word) => word.includes('rows/s'))).toBe(true);
  });

  test('several series stand side by side in their colours; large numbers are short', () => {
    const chart = bars(['z', 'a'], [1, 2], [3, 1e5]);
    expect(
      chart
        .marks('rect[fill^="var(--mf-series"]')
        .map((one) => one.getAttribute('fill') ?? '')
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([1, 1, 2, 2].map((at) => `var(--mf-series-${at})`));
    expect(chart.words.some((word) => word.endsWith('k'))).toBe(true);
    expect(bars(['z'], [99_999]).words.some((word) => word.endsWith('k'))).toBe(false);
  });

  test('what is no number is left out', () => {
    const points: [number, number | 'NaN' | 'Infinity'][] = [
      [1, 2],
      [2, 'NaN'],
      [3, 'Infinity'],
      [4, 3],
    ];
    const chart = drawn(
      reportChart({ title: 'T', kind: 'scatter', x: 'size', y: 'time', series: [{ name: 's', points }] }),
    );
    expect(chart.marks('circle')).toHaveLength(2);
    expect(chart.words.some((word) => word.includes('size'))).toBe(true);
    expect(chart.words.some((word) => word.includes('time'))).toBe(true);
  });
});
