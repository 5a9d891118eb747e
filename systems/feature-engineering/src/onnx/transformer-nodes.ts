import { toNumber, type MetricNumber } from '@modelfolio/schemas';
import { FeaturesError } from '../features-error.ts';
import { parseFormula } from '../expression/parse-formula.ts';
import { compile } from '../fit.ts';
import type { OneHotColumn } from '../transformers/one-hot-encoder.ts';
import { termsOf } from '../transformers/polynomial-features.ts';
import type { FittedTransformer, InputColumn } from '../transformers/transformer.ts';
import { flags } from './category-nodes.ts';
import { datetimeNodes } from './datetime-nodes.ts';
import { oneHot, ordinal, targets } from './encoder-nodes.ts';
import { expressionNodes } from './expression-nodes.ts';
import { dataType, type Graph, type Value } from './graph.ts';
import { learnedOf, numericNodes } from './numeric-nodes.ts';
import { quantileNodes } from './quantile-nodes.ts';
import { splineNodes } from './spline-nodes.ts';
import { vectorNodes, type Vectorizing } from './text-nodes.ts';

/** Columns by name: what a fitted transformer takes, or what came out of one. */
export type Columns = ReadonlyMap<string, Value>;

/** Adds the nodes of a fitted transformer; gives what comes out, by the names of the columns. */
export function nodesOf(graph: Graph, fitted: FittedTransformer, given: Columns): Map<string, Value> {
  const values = fitted.columns.map(({ name }) => given.get(name) as Value);
  const { names } = compile(fitted);
  const number = (tensor: string): Value => ({ tensor, type: 'number' });
  const inColumns = (columns: readonly Value[]): Map<string, Value> =>
    new Map(names.map((name, at) => [name, columns[at] as Value]));
  const named = (tensors: readonly string[]): Map<string, Value> => inColumns(tensors.map(number));
  const params = fitted.params;
  const state = fitted.state as Record<string, unknown>;
  if (params['expressions'] !== undefined) return formulas(graph, fitted, given);
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
      return inColumns(
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
    case 'QuantileTransformer':
      return named(
        values.map(({ tensor }, at) =>
          quantileNodes(
            graph,
            tensor,
            ((state['quantiles'] as MetricNumber[][])[at] ?? []).map(toNumber),
            params['outputDistribution'] as 'uniform' | 'normal',
          ),
        ),
      );
    case 'SplineTransformer':
      return inColumns(
        values.flatMap(({ tensor }, at) => {
          const count = names.length / values.length;
          const out = splineNodes(graph, tensor, {
            knots: (state['knots'] as number[][])[at] ?? [],
            degree: Number(params['degree']),
            extrapolation: String(params['extrapolation']),
            count,
          });
          return graph.columnsOf(out, count);
        }),
      );
    case 'CountVectorizer':
    case 'TfidfVectorizer':
      return inColumns(
        graph.columnsOf(
          vectorNodes(graph, values[0]?.tensor ?? '', { params, ...state } as unknown as Vectorizing),
          names.length,
        ),
      );
    case 'CyclicalFeatures':
      return inColumns([
        ...(params['dropOriginal'] ? [] : values),
        ...values.flatMap(({ tensor }, at) => {
          const turn = (2 * Math.PI) / learnedOf(state, at)('maxValues');
          const angle = graph.add('Mul', [tensor, graph.numbers([turn])]);
          return [number(graph.add('Sin', [angle])), number(graph.add('Cos', [angle]))];
        }),
      ]);
    case 'DatetimeFeatures':
      return inColumns(datetimes(graph, fitted, values, names));
    case 'SelectKBest':
    case 'SelectPercentile':
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

/** Columns that expressions make of those that go in. */
function formulas(graph: Graph, { columns, params }: FittedTransformer, given: Columns): Map<string, Value> {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return new Map(
    Object.entries(params['expressions'] as Record<string, string>).map(([name, source]) => {
      const { tree } = parseFormula(source, types, name);
      return [name, { tensor: expressionNodes(graph, tree, { columns: given, name }), type: 'number' }];
    }),
  );
}

function datetimes(
  graph: Graph,
  { columns, params }: FittedTransformer,
  values: readonly Value[],
  names: readonly string[],
): Value[] {
  const text = columns.find(({ type }) => type === 'text');
  if (text)
    throw new FeaturesError('onnx-impossible', 'ONNX reads no dates in text', {
      column: text.name,
      hint: 'give the transformer numbers, such as seconds from 1970',
    });
  const originals = params['dropOriginal'] ? [] : values;
  // The names tell which parts come out: `<column>_<part>`, the same of each column.
  const made = names.slice(originals.length);
  const wanted = made
    .slice(0, made.length / columns.length)
    .map((name) => name.slice((columns[0]?.name.length ?? 0) + 1));
  return [
    ...originals,
    ...values.flatMap(({ tensor }) =>
      datetimeNodes(graph, tensor, String(params['unit']), wanted).map((part): Value => ({
        tensor: part,
        type: 'number',
      })),
    ),
  ];
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
    return [name, { tensor: graph.add('Cast', [isMissing], { to: dataType.double }), type: 'number' }];
  });
  return new Map([...filled, ...indicators]);
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
