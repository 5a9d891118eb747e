import type { Graph } from './graph.ts';

/**
 * exp(x) - 1, exact near zero too, where ONNX has only `Exp`: W. Kahan's formula, (u - 1) x / log(u) for u = exp(x), in
 * which the rounding of u cancels.
 */
export function expLessOne(graph: Graph, x: string): string {
  const one = graph.numbers([1]);
  const u = graph.add('Exp', [x]);
  const less = graph.add('Sub', [u, one]);
  const exact = graph.add('Div', [graph.add('Mul', [less, x]), graph.add('Log', [u])]);
  const near = graph.add('Where', [graph.add('Equal', [u, one]), x, exact]);
  // Far from zero the difference is exact as it is, where the formula would divide infinities.
  return graph.add('Where', [isFar(graph, x, one), less, near]);
}

/** log(1 + x), exact near zero too: W. Kahan's formula, x log(u) / (u - 1) for u = 1 + x. */
export function logOnePlus(graph: Graph, x: string): string {
  const one = graph.numbers([1]);
  const u = graph.add('Add', [x, one]);
  const log = graph.add('Log', [u]);
  const exact = graph.add('Div', [graph.add('Mul', [log, x]), graph.add('Sub', [u, one])]);
  const near = graph.add('Where', [graph.add('Equal', [u, one]), x, exact]);
  return graph.add('Where', [isFar(graph, x, one), log, near]);
}

const isFar = (graph: Graph, x: string, limit: string): string =>
  graph.add('Greater', [graph.add('Abs', [x]), limit]);
