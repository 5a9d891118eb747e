import { centralFactors, normalQuantile, outerFactors } from '@modelfolio/statistics/normal-quantile';
import { linspace } from '@modelfolio/statistics/linspace';
import type { Graph } from './graph.ts';
import { countUpTo, numberAt } from './search-nodes.ts';

/** scikit-learn's `BOUNDS_THRESHOLD`: so near to an end, a value is the end. */
const nearEnd = 1e-7;

/**
 * The share of the training values below each `x` `[N, 1]`, or the normal quantile of it: {@link countUpTo} finds the
 * pieces of the curve, whose ends and slopes are looked up.
 *
 * @param knots the fitted quantiles, rising; equal ones are a step whose middle is taken
 */
export function quantileNodes(
  graph: Graph,
  x: string,
  knots: readonly number[],
  distribution: 'uniform' | 'normal',
): string {
  const isNormal = distribution === 'normal';
  const share = Number.isNaN(knots[0])
    ? graph.numbers([0])
    : withEnds(graph, x, knots, { share: shareOf(graph, x, knots), near: isNormal ? nearEnd : 0 });
  const out = isNormal ? normalNodes(graph, share) : share;
  return graph.add('Where', [graph.add('IsNaN', [x]), x, out]);
}

/** A stretch of the curve from one knot to the next: its left end, the share there and above it, and the slope after. */
interface Piece {
  left: number;
  on: number;
  above: number;
  slope: number;
}

function piecesOf(knots: readonly number[]): Piece[] {
  const shares = linspace(0, 1, knots.length);
  const distinct = [...new Set(knots)];
  const steps = distinct.map((left) => ({
    left,
    first: shares[knots.indexOf(left)] as number,
    last: shares[knots.lastIndexOf(left)] as number,
  }));
  return steps.map(({ left, first, last }, at) => {
    const next = steps[at + 1];
    const slope = next ? (next.first - last) / (next.left - left) : 0;
    return { left, on: (first + last) / 2, above: last, slope };
  });
}

function shareOf(graph: Graph, x: string, knots: readonly number[]): string {
  const pieces = piecesOf(knots);
  const lefts = pieces.map(({ left }) => left);
  const passed = graph.add('Sub', [countUpTo(graph, x, lefts), graph.integers([1], [1])]);
  const place = graph.add('Max', [passed, graph.integers([0], [1])]);
  const of = (numbers: number[]): string => numberAt(graph, numbers, place);
  const left = of(lefts);
  const rise = graph.add('Mul', [of(pieces.map(({ slope }) => slope)), graph.add('Sub', [x, left])]);
  const between = graph.add('Add', [of(pieces.map(({ above }) => above)), rise]);
  const on = graph.add('Where', [
    graph.add('Equal', [x, left]),
    of(pieces.map((piece) => piece.on)),
    between,
  ]);
  // Outside of the knots the curve is level; an infinity times its slope would be NaN.
  const [first, last] = [lefts[0] as number, lefts.at(-1) as number];
  const up = graph.add('Where', [
    graph.add('Greater', [x, graph.numbers([last])]),
    graph.numbers([pieces.at(-1)?.above ?? 0]),
    on,
  ]);
  return graph.add('Where', [graph.add('Less', [x, graph.numbers([first])]), graph.numbers([0]), up]);
}

/** At the last knot the share is 1 and at the first 0, whatever the steps there; if both are one knot, 0. */
function withEnds(
  graph: Graph,
  x: string,
  knots: readonly number[],
  { share, near }: { share: string; near: number },
): string {
  const [first, last] = [graph.numbers([knots[0] as number]), graph.numbers([knots.at(-1) as number])];
  const [isLast, isFirst] =
    near === 0
      ? [graph.add('Equal', [x, last]), graph.add('Equal', [x, first])]
      : [
          graph.add('Greater', [graph.add('Add', [x, graph.numbers([near])]), last]),
          graph.add('Less', [graph.add('Sub', [x, graph.numbers([near])]), first]),
        ];
  const upper = graph.add('Where', [isLast, graph.numbers([1]), share]);
  return graph.add('Where', [isFirst, graph.numbers([0]), upper]);
}

/** As `normalQuantile`, by the same rational approximations; of shares this far from 0 and 1 the third is never needed. */
function normalNodes(graph: Graph, share: string): string {
  const end = nearEnd - Number.EPSILON;
  const inside = graph.add('Clip', [share, graph.numbers([end]), graph.numbers([1 - end])]);
  const offset = graph.add('Sub', [inside, graph.numbers([0.5])]);
  const square = graph.add('Mul', [offset, offset]);
  const central = graph.add('Mul', [
    offset,
    ratio(graph, centralFactors, graph.add('Sub', [graph.numbers([0.180625]), square])),
  ]);
  const isBelow = graph.add('Less', [offset, graph.numbers([0])]);
  const tail = graph.add('Where', [isBelow, inside, graph.add('Sub', [graph.numbers([1]), inside])]);
  const root = graph.add('Sqrt', [graph.add('Neg', [graph.add('Log', [tail])])]);
  const size = ratio(graph, outerFactors, graph.add('Sub', [root, graph.numbers([1.6])]));
  const outer = graph.add('Where', [isBelow, graph.add('Neg', [size]), size]);
  const isCentral = graph.add('LessOrEqual', [graph.add('Abs', [offset]), graph.numbers([0.425])]);
  const quantile = graph.add('Where', [isCentral, central, outer]);
  return graph.add('Clip', [
    quantile,
    graph.numbers([normalQuantile(end)]),
    graph.numbers([normalQuantile(1 - end)]),
  ]);
}

function ratio(graph: Graph, { top, bottom }: typeof centralFactors, x: string): string {
  const polynomial = (factors: readonly number[]): string =>
    factors
      .slice(0, -1)
      .reduceRight(
        (sum, factor) => graph.add('Add', [graph.add('Mul', [sum, x]), graph.numbers([factor])]),
        graph.numbers([factors.at(-1) as number]),
      );
  return graph.add('Div', [polynomial(top), polynomial(bottom)]);
}
