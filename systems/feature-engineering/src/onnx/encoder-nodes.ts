import { toNumber, type MetricNumber } from '@modelfolio/schemas';
import type { Category } from '../transformers/categories.ts';
import { groupsOf, type OneHotColumn } from '../transformers/one-hot-encoder.ts';
import { codesOf } from '../transformers/ordinal-encoder.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { isUnknown, membership, numberOfCategory } from './category-nodes.ts';
import type { Graph, Value } from './graph.ts';

/** A column of zeros and ones for each category, or group of them, that comes out. */
export function oneHot(graph: Graph, value: Value, known: OneHotColumn, handleUnknown: unknown): Value[] {
  const groups = groupsOf(known).map((group) => group.map((one) => known.categories.indexOf(one)));
  const kept = groups.filter((_, at) => at !== known.dropped);
  if (kept.length === 0) return [];
  const member = membership(graph, value, known.categories);
  const take = (places: number[]): string =>
    graph.add('Gather', [member, graph.integers(places, [places.length])], { axis: 1 });
  const infrequent = known.infrequent.includes(true) ? groups.at(-1) : undefined;
  const takesUnknown = handleUnknown === 'infrequent_if_exist' && infrequent && kept.includes(infrequent);
  if (kept.every(({ length }) => length === 1) && !takesUnknown)
    return graph.columnsOf(
      kept.flat().join() === known.categories.map((_, at) => at).join() ? member : take(kept.flat()),
      kept.length,
    );
  return kept.map((places) => {
    const own = take(places);
    const flag =
      places.length === 1 ? own : graph.add('ReduceSum', [own, graph.integers([1], [1])], { keepdims: 1 });
    const withUnknown = takesUnknown && places === infrequent;
    return {
      tensor: withUnknown ? graph.add('Add', [flag, isUnknown(graph, member)]) : flag,
      type: 'number',
    };
  });
}

/** The number of each category, `[N, 1]`. */
export function ordinal(
  graph: Graph,
  value: Value,
  at: number,
  { params, state }: FittedTransformer,
): string {
  const known = (state as { columns: { categories: Category[]; infrequent: boolean[] }[] }).columns[at];
  if (!known) return value.tensor;
  const codes = codesOf(known, toNumber(params['encodedMissingValue'] as MetricNumber));
  const numbers = known.categories.map((one) => {
    const code = codes.get(one) ?? 0;
    return Number.isNaN(code) ? 'NaN' : code;
  });
  const unknown =
    params['unknownValue'] === null ? Number.NaN : toNumber(params['unknownValue'] as MetricNumber);
  return numberOfCategory(graph, value, known.categories, { numbers, unknown });
}

/** The mean of each target for each category, `[N, 1]` each. */
export function targets(graph: Graph, value: Value, at: number, state: Record<string, unknown>): string[] {
  const means = state['targetMean'] as MetricNumber[];
  const categories = (state['categories'] as Category[][])[at] ?? [];
  return means.map((mean, one) =>
    numberOfCategory(graph, value, categories, {
      numbers: (state['encodings'] as MetricNumber[][])[at * means.length + one] ?? [],
      unknown: toNumber(mean),
    }),
  );
}
