import { toNumber, type MetricNumber } from '@modelfolio/schemas';
import { FeaturesError } from '../features-error.ts';
import { scaleOrOne } from '../transformers/scale-or-one.ts';
import type { Graph } from './graph.ts';
import { expLessOne, logOnePlus } from './near-zero-functions.ts';

/** What is known of a fitted column: its params and its own part of the state. */
export interface ColumnNodes {
  params: Record<string, unknown>;
  /** A number of the state, by its name. */
  learned: (name: string) => number;
}

type Make = (graph: Graph, x: string, column: ColumnNodes) => string;

/** Below this, ONNX Runtime takes a number for zero and leaves its subtraction out, in double precision too. */
const leastShift = 2 ** -126;

const affine = (graph: Graph, x: string, shift: number, spread: number): string => {
  if (shift !== 0 && Math.abs(shift) < leastShift) {
    const scaled = graph.add('Div', [x, graph.numbers([spread])]);
    return graph.add('Sub', [scaled, graph.numbers([shift / spread])]);
  }
  const moved = shift === 0 ? x : graph.add('Sub', [x, graph.numbers([shift])]);
  return spread === 1 ? moved : graph.add('Div', [moved, graph.numbers([spread])]);
};
const clipped = (graph: Graph, x: string, low: number, high: number): string =>
  graph.add('Clip', [x, graph.numbers([low]), graph.numbers([high])]);

/** The transformers that make one column of numbers of one. */
export const numericNodes: Readonly<Record<string, Make>> = {
  StandardScaler: (graph, x, { params, learned }) =>
    affine(graph, x, params['withMean'] ? learned('mean') : 0, params['withStd'] ? learned('scale') : 1),
  RobustScaler: (graph, x, { params, learned }) =>
    affine(
      graph,
      x,
      params['withCentering'] ? learned('center') : 0,
      params['withScaling'] ? learned('scale') : 1,
    ),
  MinMaxScaler(graph, x, { params, learned }) {
    const [low, high] = params['featureRange'] as [number, number];
    const scale = (high - low) / scaleOrOne(learned('dataMax') - learned('dataMin'));
    const scaled = graph.add('Mul', [x, graph.numbers([scale])]);
    const moved = graph.add('Add', [scaled, graph.numbers([low - learned('dataMin') * scale])]);
    return params['clip'] ? clipped(graph, moved, low, high) : moved;
  },
  MaxAbsScaler(graph, x, { params, learned }) {
    const scaled = affine(graph, x, 0, scaleOrOne(learned('maxAbs')));
    return params['clip'] ? clipped(graph, scaled, -1, 1) : scaled;
  },
  PowerTransformer(graph, x, { params, learned }) {
    const lambda = learned('lambdas');
    const powered = params['method'] === 'box-cox' ? boxCox(graph, x, lambda) : yeoJohnson(graph, x, lambda);
    return params['standardize'] ? affine(graph, powered, learned('mean'), learned('scale')) : powered;
  },
  FunctionTransformer(graph, x, { params }) {
    const make = functionNodes[String(params['func'])];
    if (make) return make(graph, x);
    throw new FeaturesError('onnx-impossible', `ONNX has no ${params['func']}`);
  },
};

/** A state's list for all columns, as the number of one. */
export const learnedOf =
  (state: Record<string, unknown>, at: number) =>
  (name: string): number =>
    toNumber((state[name] as MetricNumber[])[at] as MetricNumber);

const isZero = (power: number): boolean => Math.abs(power) < Number.EPSILON;

/** (base^power - 1) / power by way of the base's logarithm, or that itself. */
function powerLess(graph: Graph, log: string, exponent: number): string {
  if (isZero(exponent)) return log;
  const less = expLessOne(graph, graph.add('Mul', [log, graph.numbers([exponent])]));
  return affine(graph, less, 0, exponent);
}

const boxCox = (graph: Graph, x: string, lambda: number): string =>
  powerLess(graph, graph.add('Log', [x]), lambda);

function yeoJohnson(graph: Graph, x: string, lambda: number): string {
  const zero = graph.numbers([0]);
  // Each side sees zero for what belongs to the other: a power of a negative number is none.
  const isAbove = graph.add('GreaterOrEqual', [x, zero]);
  const above = powerLess(graph, logOnePlus(graph, graph.add('Where', [isAbove, x, zero])), lambda);
  const mirrored = graph.add('Neg', [graph.add('Where', [isAbove, zero, x])]);
  const below = graph.add('Neg', [powerLess(graph, logOnePlus(graph, mirrored), 2 - lambda)]);
  return graph.add('Where', [isAbove, above, below]);
}

const unary =
  (operator: string) =>
  (graph: Graph, x: string): string =>
    graph.add(operator, [x]);
const logarithm =
  (base: number) =>
  (graph: Graph, x: string): string =>
    graph.add('Div', [graph.add('Log', [x]), graph.numbers([Math.log(base)])]);

/** The functions of one number. */
export const functionNodes: Readonly<Record<string, (graph: Graph, x: string) => string>> = {
  abs: unary('Abs'),
  cbrt: (graph, x) =>
    graph.add('Mul', [
      graph.add('Sign', [x]),
      graph.add('Pow', [graph.add('Abs', [x]), graph.numbers([1 / 3])]),
    ]),
  exp: unary('Exp'),
  expm1: expLessOne,
  log: unary('Log'),
  log10: logarithm(10),
  log1p: logOnePlus,
  log2: logarithm(2),
  negative: unary('Neg'),
  reciprocal: (graph, x) => graph.add('Div', [graph.numbers([1]), x]),
  sign: unary('Sign'),
  sqrt: unary('Sqrt'),
  square: (graph, x) => graph.add('Mul', [x, x]),
};
