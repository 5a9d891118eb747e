import { expect, it } from 'vitest';
import { reportGraph } from './report.ts';

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
