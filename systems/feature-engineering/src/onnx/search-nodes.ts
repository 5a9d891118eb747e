import { dataType, type Graph } from './graph.ts';

/**
 * How many of the sorted numbers are not greater than each `x` `[N, 1]`, as whole numbers `[N, 1]`; none for NaN. In two
 * steps, among every so many first and then between two of those: with 1,000 numbers a row takes 64 comparisons, where all
 * at once would take 1,000, and as much memory.
 */
export function countUpTo(graph: Graph, x: string, sorted: readonly number[]): string {
  const size = Math.ceil(Math.sqrt(sorted.length));
  const rows = Math.ceil(sorted.length / size);
  // NaN fills the last row: no number reaches it.
  const filled = Array.from({ length: rows * size }, (_, at) => sorted[at] ?? Number.NaN);
  const heads = filled.filter((_, at) => at % size === 0);
  const count = (among: string): string =>
    graph.add(
      'ReduceSum',
      [
        graph.add('Cast', [graph.add('GreaterOrEqual', [x, among])], { to: dataType.int64 }),
        graph.integers([1], [1]),
      ],
      { keepdims: 1 },
    );
  if (size === 1) return count(graph.numbers(filled, [1, rows]));
  const passed = graph.add('Sub', [count(graph.numbers(heads, [1, rows])), graph.integers([1], [1])]);
  const row = graph.add('Max', [passed, graph.integers([0], [1])]);
  const own = graph.add('Gather', [
    graph.numbers(filled, [rows, size]),
    graph.add('Squeeze', [row, graph.integers([1], [1])]),
  ]);
  return graph.add('Add', [graph.add('Mul', [row, graph.integers([size], [1])]), count(own)]);
}

/** One of the numbers for each place `[N, 1]` of whole numbers. */
export const numberAt = (graph: Graph, numbers: readonly number[], place: string): string =>
  graph.add('Gather', [graph.numbers(numbers, [numbers.length]), place]);
