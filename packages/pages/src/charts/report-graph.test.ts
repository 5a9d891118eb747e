import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { reportGraph } from './report-graph.ts';

const node = (id: string, label = id, note: string | null = null) => ({ id, label, note });
const draw = (svg: string) => parseHTML(`<body>${svg}</body>`).document.querySelector('svg');

test('boxes stand in layers from left to right and do not cover each other', () => {
  const svg = draw(
    reportGraph({
      title: 'Lineage',
      nodes: [
        node('age'),
        node('job', 'job <b>', 'text'),
        node('scale', 'StandardScaler'),
        node('out', 'features'),
      ],
      edges: [
        ['age', 'scale'],
        ['scale', 'out'],
        ['job', 'out'],
      ],
    }),
  );
  const boxes = [...(svg?.querySelectorAll('rect') ?? [])].map((box) =>
    ['x', 'y', 'width', 'height'].map((name) => Number(box.getAttribute(name))),
  );
  expect(boxes).toHaveLength(4);
  const [age, job, scale, out] = boxes as [number[], number[], number[], number[]];
  const right = ([x = 0, , width = 0]: number[]) => x + width;
  expect(right(age)).toBeLessThan(scale[0] as number);
  expect(right(scale)).toBeLessThan(out[0] as number);
  expect(right(job)).toBeLessThan(out[0] as number);
  expect(Math.abs((age[1] as number) - (job[1] as number))).toBeGreaterThanOrEqual(44);
  expect(svg?.querySelectorAll('path')).toHaveLength(3);
  expect(svg?.getAttribute('aria-label')).toBe('Lineage');
  expect(svg?.querySelector('b')).toBeNull();
  expect(svg?.textContent).toContain('job <b>');
});

test('words stand in their boxes, a note below its label', () => {
  const svg = draw(reportGraph({ title: 'T', nodes: [node('a'), node('b', 'b', 'a note')], edges: [] }));
  const heights = [...(svg?.querySelectorAll('rect') ?? [])].map((box) => Number(box.getAttribute('y')));
  const [a = 0, b = 0, note = 0] = [...(svg?.querySelectorAll('text') ?? [])].map((words) =>
    Number(words.getAttribute('y')),
  );
  // 44 pixels high: a label alone stands in the middle, its foot 5 below; two lines stand around it.
  expect(a - (heights[0] ?? 0)).toBeCloseTo(27, 1);
  expect(b - (heights[1] ?? 0)).toBeCloseTo(20, 1);
  expect(note - (heights[1] ?? 0)).toBeCloseTo(36, 1);
  expect(svg?.querySelector('text.note')?.textContent).toBe('a note');
});
