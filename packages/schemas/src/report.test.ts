import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { report, reportGraph } from './report.ts';

const node = (id: string) => ({ id, label: id, note: null });

it('takes a graph whose edges name its nodes, each once', () => {
  const nodes = [node('a'), node('b')];
  const isTaken = (graph: object): boolean => reportGraph.safeParse({ title: 'T', nodes, ...graph }).success;
  expect(isTaken({ edges: [['a', 'b']] })).toBe(true);
  expect(isTaken({ edges: [['a', 'c']] })).toBe(false);
  expect(isTaken({ nodes: [node('a'), node('a')], edges: [] })).toBe(false);
});

it('tells what is wrong with a graph', () => {
  const found = reportGraph.safeParse({ title: 'T', nodes: [node('a')], edges: [['b', 'a']] });
  expect(found.error?.issues.map(({ message }) => message)).toEqual([
    'each node needs an id of its own, and edges name these',
  ]);
  expect(reportGraph.safeParse({ title: 'T', nodes: [], edges: [] }).success).toBe(false);
});

it('takes a headline only as the tables have it', () => {
  const path = join(import.meta.dirname, '../../../content/reports/features-benchmark.json');
  const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const tables = [
    {
      title: 'Seconds',
      columns: ['Who', 's'],
      rows: [
        ['ours', 2],
        ['theirs', 5],
      ],
    },
  ];
  const withRatio = (value: number, numerator = '/tables/0/rows/1/1') => {
    const shown = { label: 'Time', format: 'ratio', unit: null, better: 'higher', interval: null, n: null };
    const ratioOf = { numerator: [numerator], denominator: ['/tables/0/rows/0/1'] };
    const found = report.safeParse({ ...record, tables, figures: { time: { ...shown, value, ratioOf } } });
    return found.success
      ? null
      : found.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  };
  expect(withRatio(2.5)).toBeNull();
  const does = 'which does not follow from the tables of the report';
  expect(withRatio(25)).toEqual([`figures.time.value is 25, ${does}`]);
  expect(withRatio(2.5, '/tables/0/rows/1/0')).toEqual([`figures.time.value is 2.5, ${does}`]);
  expect(withRatio(2.5, '/figures/time/value')).toEqual([`figures.time.value is 2.5, ${does}`]);
});
