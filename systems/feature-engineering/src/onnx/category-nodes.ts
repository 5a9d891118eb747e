import { toNumber, type MetricNumber } from '@modelfolio/schemas';
import type { Category } from '../transformers/categories.ts';
import { dataType, type Graph, type Value } from './graph.ts';

/**
 * For each category a column of zeros and ones, `[N, categories]`. A missing text is the empty one, as no tensor of text
 * holds anything else for it.
 */
export function membership(graph: Graph, { tensor, type }: Value, categories: readonly Category[]): string {
  if (type === 'text') {
    const code = textCodes(graph, tensor, categories);
    return flags(graph, 'Equal', [code, graph.integers(categories.map((_, at) => at))]);
  }
  const numbers = categories.map((one) => (one === null ? Number.NaN : Number(one)));
  const equal = flags(graph, 'Equal', [tensor, graph.numbers(numbers, [1, numbers.length])]);
  const missing = categories.indexOf(null);
  if (missing < 0) return equal;
  // NaN equals nothing, so its column is zero till here.
  const isMissing = flags(graph, 'IsNaN', [tensor]);
  const place = graph.numbers(
    categories.map((one) => Number(one === null)),
    [1, categories.length],
  );
  return graph.add('Add', [equal, graph.add('Mul', [isMissing, place])]);
}

/** The place of each text among the categories, `[N, 1]`; -1 for one that is none of them. */
export function textCodes(graph: Graph, tensor: string, categories: readonly Category[]): string {
  return graph.addMl('LabelEncoder', [tensor], {
    keys_strings: categories.map((one) => (one === null ? '' : String(one))),
    values_int64s: categories.map((_, at) => at),
    default_int64: -1,
  });
}

/** Whether something holds, as the numbers 0 and 1. */
export const flags = (graph: Graph, operator: string, input: readonly string[]): string =>
  graph.add('Cast', [graph.add(operator, input)], { to: dataType.double });

/** 1 for a row that is in none of the categories, `[N, 1]`. */
export function isUnknown(graph: Graph, member: string): string {
  const sum = graph.add('ReduceSum', [member, graph.integers([1], [1])], { keepdims: 1 });
  return graph.add('Sub', [graph.numbers([1]), sum]);
}

/**
 * A number for each category, `[N, 1]`, and another for a category that was never seen.
 *
 * @param numbers one for each category; one that is no number is put in where its category is
 */
export function numberOfCategory(
  graph: Graph,
  column: Value,
  categories: readonly Category[],
  { numbers, unknown }: { numbers: readonly MetricNumber[]; unknown: number },
): string {
  const member = membership(graph, column, categories);
  const known = numbers.map(toNumber);
  // Zero times NaN is NaN: what is none is put in afterwards.
  const finite = known.map((one) => (Number.isFinite(one) ? one : 0));
  let value = graph.add('MatMul', [member, graph.numbers(finite, [finite.length, 1])]);
  known.forEach((one, at) => {
    if (Number.isFinite(one)) return;
    const share = graph.add('Gather', [member, graph.integers([at], [1])], { axis: 1 });
    const isIt = graph.add('Greater', [share, graph.numbers([0.5])]);
    value = graph.add('Where', [isIt, graph.numbers([one]), value]);
  });
  const isStrange = graph.add('Greater', [isUnknown(graph, member), graph.numbers([0.5])]);
  return graph.add('Where', [isStrange, graph.numbers([unknown]), value]);
}
