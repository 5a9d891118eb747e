import { describe, expect, test } from 'vitest';
import { drawnPage } from '../../test/drawn-page.ts';
import { Histories } from './Histories.tsx';
import { HistoryChart } from './HistoryChart.tsx';

const setting = (element: Element, name: string, value: unknown) =>
  Object.defineProperty(element, name, { value, writable: true, configurable: true });

describe('Histories', () => {
  const histories = {
    loss: { steps: [0, 1, 2], values: [100, 10, 1], timestamps: [1000, 61_000, 3_601_000] },
    other: { steps: [0, 1], values: [-1, -2], timestamps: null },
  };

  test('draws a chart for each metric, over steps or time, linear or logarithmic', async () => {
    const page = await drawnPage(<Histories sides={[{ name: 'tree', histories }]} />);
    expect(page.texts('figcaption')).toEqual(['loss', 'other']);
    const label = () => page.all('svg')[0]?.getAttribute('aria-label');
    expect(label()).toBe('loss, from step 0 to step 2: tree ends at 1');
    expect(page.texts('svg text').slice(0, 4)).toEqual(['100', '1', '0', 'step 2']);
    // 46 to 350 pixels across, 8 to 158 down.
    const points = () => page.all('polyline')[0]?.getAttribute('points');
    expect(points()).toBe('46.0,8.0 198.0,144.4 350.0,158.0');
    const [time, log] = page.all('input');
    setting(log as Element, 'checked', true);
    await page.happen(log as HTMLElement, 'change');
    expect(points()).toBe('46.0,8.0 198.0,83.0 350.0,158.0');
    expect(label()).toBe('loss, logarithmic, from step 0 to step 2: tree ends at 1');
    expect(page.texts('p.muted')).toEqual(['No value is positive.']);
    setting(time as Element, 'checked', true);
    await page.happen(time as HTMLElement, 'change');
    expect(page.texts('figcaption')).toEqual(['loss']);
    expect(label()).toBe('loss, logarithmic, from 0 s to 1 h: tree ends at 1');
    expect(page.texts('svg text').slice(2, 4)).toEqual(['0 s', '1 h']);
  });

  test('has no choice of time where no time is known, and nothing where there is no history', async () => {
    const untimed = await drawnPage(
      <Histories sides={[{ name: 'a', histories: { other: histories.other } }]} />,
    );
    expect(untimed.texts('label')).toEqual(['Logarithmic']);
    expect((await drawnPage(<Histories sides={[{ name: 'a', histories: {} }]} />)).all('section')).toEqual(
      [],
    );
  });

  test.each([
    [0.25, '250 ms'],
    [59.94, '59.9 s'],
    [90, '1.5 min'],
    [7200, '2 h'],
  ])('tells %d seconds as %s', async (seconds, words) => {
    const series = [
      {
        name: 'a',
        points: [
          { x: 0, y: 1 },
          { x: seconds, y: 2 },
        ],
      },
    ];
    const page = await drawnPage(<HistoryChart title="loss" series={series} across="time" log={false} />);
    expect(page.one('svg').getAttribute('aria-label')).toBe(`loss, from 0 s to ${words}: a ends at 2`);
    expect(page.all('.legend')).toEqual([]);
  });

  test('several lines have a legend, colours and dashes of their own; alike values lie in the frame', async () => {
    const flat = (name: string) => ({ name, points: [{ x: 1, y: 5 }] });
    const page = await drawnPage(
      <HistoryChart title="loss" series={['a', 'b', 'c', 'd', 'e'].map(flat)} across="step" log={false} />,
    );
    expect(page.texts('.legend li')).toEqual(['a', 'b', 'c', 'd', 'e']);
    const lines = page.all('polyline');
    expect(lines.map((line) => line.getAttribute('stroke'))).toEqual(
      [1, 2, 3, 4, 1].map((at) => `var(--mf-series-${at})`),
    );
    expect(lines.map((line) => line.getAttribute('stroke-dasharray') ?? '')).toEqual([
      '',
      '6 3',
      '2 3',
      '8 3 2 3',
      '',
    ]);
    expect(lines[0]?.getAttribute('points')).toBe('46.0,158.0');
  });
});
