import onnxProto, { type onnx } from 'onnx-proto';
import { toNumber, type MetricNumber } from '@modelfolio/schemas';
import { FeaturesError } from '../features-error.ts';
import { compile } from '../fit.ts';
import type { Category } from '../transformers/categories.ts';
import { groupsOf, type OneHotColumn } from '../transformers/one-hot-encoder.ts';
import { codesOf } from '../transformers/ordinal-encoder.ts';
import { termsOf } from '../transformers/polynomial-features.ts';
import type { FittedTransformer, InputColumn } from '../transformers/transformer.ts';
import { flags, isUnknown, membership, numberOfCategory } from './category-nodes.ts';
import { dataType, Graph, type Value } from './graph.ts';
import { learnedOf, numericNodes } from './numeric-nodes.ts';

/** Version 9 of the format: operator set 19 compares text, and its numbers are exact in double precision. */
const irVersion = 9;
const opset = 19;
const machineLearningOpset = 2;

/** Columns by name: what a fitted transformer takes, or what came out of one. */
type Columns = ReadonlyMap<string, Value>;

/**
 * A fitted transformer as an ONNX graph: each raw column is an input `[N, 1]`, numbers in double precision and text as
 * text, and `features` `[N, columns]` in double precision comes out. A missing number is NaN, a missing text the empty
 * one. A category that was never seen is treated as by `handleUnknown: 'ignore'`, since a graph cannot refuse.
 *
 * @throws FeaturesError `onnx-impossible` for a transformer that ONNX has no operators for
 */
export function toOnnx(fitted: FittedTransformer, { doc = '' }: { doc?: string } = {}): Uint8Array {
  const graph = new Graph();
  const inputs = new Map(
    fitted.columns.map(({ name, type }) => [name, { tensor: name, type, width: 1 } satisfies Value]),
  );
  const { names } = compile(fitted);
  const outputs = nodesOf(graph, fitted, inputs);
  const textual = [...outputs].find(([, { type }]) => type === 'text');
  if (textual)
    throw new FeaturesError('onnx-impossible', 'text comes out, where a graph gives numbers', {
      column: textual[0],
      hint: 'encode it, or drop it',
    });
  const all = graph.add(
    'Concat',
    names.map((name) => outputs.get(name)?.tensor ?? ''),
    { axis: 1 },
  );
  graph.nodes.push({ opType: 'Identity', name: 'features', input: [all], output: ['features'] });
  return onnxProto.onnx.ModelProto.encode({
    irVersion,
    producerName: 'modelfolio',
    docString: doc,
    opsetImport: [
      { domain: '', version: opset },
      { domain: 'ai.onnx.ml', version: machineLearningOpset },
    ],
    metadataProps: [{ key: 'modelfolio.features', value: JSON.stringify(names) }],
    graph: {
      name: 'features',
      node: graph.nodes,
      initializer: graph.initializers,
      input: fitted.columns.map(({ name, type }) =>
        described(name, type === 'number' ? dataType.double : dataType.text, 1),
      ),
      output: [described('features', dataType.double, names.length)],
    },
  }).finish();
}

function described(name: string, elemType: number, width: number): onnx.IValueInfoProto {
  return {
    name,
    type: { tensorType: { elemType, shape: { dim: [{ dimParam: 'N' }, { dimValue: width }] } } },
  };
}

/** Adds the nodes of a fitted transformer; gives what comes out, by the names of the columns. */
function nodesOf(graph: Graph, fitted: FittedTransformer, given: Columns): Map<string, Value> {
  const values = fitted.columns.map(({ name }) => given.get(name) as Value);
  const { names } = compile(fitted);
  const number = (tensor: string): Value => ({ tensor, type: 'number', width: 1 });
  const named = (tensors: readonly string[]): Map<string, Value> =>
    new Map(names.map((name, at) => [name, number(tensors[at] ?? '')]));
  const params = fitted.params;
  const state = fitted.state as Record<string, unknown>;
  const numeric = numericNodes[fitted.kind];
  if (numeric)
    return named(
      values.map(({ tensor }, at) => numeric(graph, tensor, { params, learned: learnedOf(state, at) })),
    );
  switch (fitted.kind) {
    case 'Pipeline':
      return (state['steps'] as { transformer: FittedTransformer }[]).reduce<Map<string, Value>>(
        (columns, { transformer }) => nodesOf(graph, transformer, columns),
        new Map(given),
      );
    case 'ColumnTransformer':
      return columnTransformer(graph, fitted, given);
    case 'SimpleImputer':
      return imputed(graph, fitted.columns, values, state, names);
    case 'OneHotEncoder':
      return named(
        values.flatMap((value, at) =>
          oneHot(
            graph,
            value,
            (state['columns'] as OneHotColumn[])[at] as OneHotColumn,
            params['handleUnknown'],
          ),
        ),
      );
    case 'OrdinalEncoder':
      return named(values.map((value, at) => ordinal(graph, value, at, fitted)));
    case 'TargetEncoder':
      return named(values.flatMap((value, at) => targets(graph, value, at, state)));
    case 'KBinsDiscretizer':
      return named(
        values.flatMap(({ tensor }, at) =>
          bins(graph, tensor, (state['binEdges'] as MetricNumber[][])[at] ?? [], params),
        ),
      );
    case 'PolynomialFeatures':
      return named(
        termsOf(values.length, params as never).map((term) =>
          term.length === 0
            ? graph.add('Add', [
                graph.add('Mul', [values[0]?.tensor ?? '', graph.numbers([0])]),
                graph.numbers([1]),
              ])
            : term
                .map((at) => values[at]?.tensor ?? '')
                .reduce((product, factor) => graph.add('Mul', [product, factor])),
        ),
      );
    case 'VarianceThreshold':
      return new Map(names.map((name) => [name, given.get(name) as Value]));
    default:
      throw new FeaturesError('onnx-impossible', `${fitted.kind} cannot be exported to ONNX yet`);
  }
}

function columnTransformer(
  graph: Graph,
  { params, state }: FittedTransformer,
  given: Columns,
): Map<string, Value> {
  const { transformers } = state as {
    transformers: { name: string; columns: string[]; transformer: FittedTransformer | 'passthrough' }[];
  };
  return new Map(
    transformers.flatMap(({ name, columns, transformer }) => {
      const out =
        transformer === 'passthrough'
          ? columns.map((column) => [column, given.get(column) as Value] as const)
          : [...nodesOf(graph, transformer, given)];
      return out.map(
        ([column, value]) =>
          [params['verboseFeatureNamesOut'] ? `${name}__${column}` : column, value] as const,
      );
    }),
  );
}

function imputed(
  graph: Graph,
  columns: readonly InputColumn[],
  values: readonly Value[],
  state: Record<string, unknown>,
  names: readonly string[],
): Map<string, Value> {
  const missing = (value: Value): string =>
    value.type === 'number'
      ? graph.add('IsNaN', [value.tensor])
      : graph.add('Equal', [value.tensor, graph.text('')]);
  const filled = values.flatMap((value, at): [string, Value][] => {
    const stand = (state['statistics'] as (string | number | null)[])[at] ?? null;
    if (stand === null) return [];
    const other = value.type === 'number' ? graph.numbers([Number(stand)]) : graph.text(String(stand));
    return [
      [
        columns[at]?.name ?? '',
        { ...value, tensor: graph.add('Where', [missing(value), other, value.tensor]) },
      ],
    ];
  });
  // Only as many as come out: the indicators are the last names.
  const indicated = names.slice(filled.length);
  const had = values.filter((_, at) => (state['missing'] as boolean[])[at]);
  const indicators = indicated.map((name, at): [string, Value] => {
    const isMissing = missing(had[at] as Value);
    return [
      name,
      { tensor: graph.add('Cast', [isMissing], { to: dataType.double }), type: 'number', width: 1 },
    ];
  });
  return new Map([...filled, ...indicators]);
}

function oneHot(graph: Graph, value: Value, known: OneHotColumn, handleUnknown: unknown): string[] {
  const groups = groupsOf(known);
  const member = membership(graph, value, known.categories);
  const hasInfrequent = known.infrequent.includes(true);
  return groups.flatMap((group, at) => {
    if (at === known.dropped) return [];
    const places = group.map((one) => known.categories.indexOf(one));
    const own = graph.add('Gather', [member, graph.integers(places, [places.length])], { axis: 1 });
    const flag =
      places.length === 1 ? own : graph.add('ReduceSum', [own, graph.integers([1], [1])], { keepdims: 1 });
    const takesUnknown = handleUnknown === 'infrequent_if_exist' && hasInfrequent && at === groups.length - 1;
    return [takesUnknown ? graph.add('Add', [flag, isUnknown(graph, member)]) : flag];
  });
}

function ordinal(graph: Graph, value: Value, at: number, { params, state }: FittedTransformer): string {
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

function targets(graph: Graph, value: Value, at: number, state: Record<string, unknown>): string[] {
  const means = state['targetMean'] as MetricNumber[];
  const categories = (state['categories'] as Category[][])[at] ?? [];
  return means.map((mean, one) =>
    numberOfCategory(graph, value, categories, {
      numbers: (state['encodings'] as MetricNumber[][])[at * means.length + one] ?? [],
      unknown: toNumber(mean),
    }),
  );
}

function bins(
  graph: Graph,
  x: string,
  edges: readonly MetricNumber[],
  { encode }: Record<string, unknown>,
): string[] {
  const inner = edges.slice(1, -1).map(toNumber);
  const place =
    inner.length === 0
      ? graph.add('Mul', [x, graph.numbers([0])])
      : graph.add(
          'ReduceSum',
          [
            flags(graph, 'GreaterOrEqual', [x, graph.numbers(inner, [1, inner.length])]),
            graph.integers([1], [1]),
          ],
          { keepdims: 1 },
        );
  if (encode === 'ordinal') return [place];
  return Array.from({ length: inner.length + 1 }, (_, bin) =>
    flags(graph, 'Equal', [place, graph.numbers([bin])]),
  );
}
