import { slopesAt, splinesAt } from '../numeric/b-splines.ts';
import { dataType, type Graph } from './graph.ts';
import { countUpTo, numberAt } from './search-nodes.ts';

/** What is asked of a column's splines. */
export interface SplineCurve {
  /** The fitted ones, with `degree` more at each end. */
  knots: readonly number[];
  degree: number;
  extrapolation: string;
  /** Columns that come out. */
  count: number;
}

/**
 * The B-splines at each `x` `[N, 1]`, as `[N, count]`: the same steps as `splinesAt`, on all rows at once. A graph cannot
 * refuse: where the transformer would, for a missing value or with `extrapolation: 'error'` outside of the knots, all
 * splines of the row are NaN.
 */
export function splineNodes(graph: Graph, x: string, curve: SplineCurve): string {
  const { knots, degree, extrapolation, count } = curve;
  const splines = knots.length - degree - 1;
  const [low, high] = [knots[degree] as number, knots[splines] as number];
  const refused = (where: string, out: string): string =>
    graph.add('Where', [where, graph.numbers([Number.NaN]), out]);
  const isMissing = graph.add('IsNaN', [x]);
  if (extrapolation === 'periodic') {
    const inside = goneRound(graph, x, low, high - low);
    return refused(isMissing, spread(graph, pieces(graph, inside, curve), count, splines - degree));
  }
  const at =
    extrapolation === 'continue' ? x : graph.add('Clip', [x, graph.numbers([low]), graph.numbers([high])]);
  const out = refused(isMissing, spread(graph, pieces(graph, at, curve), count, splines));
  if (extrapolation !== 'error' && (extrapolation !== 'linear' || degree === 0)) return out;
  return [
    { end: low, operator: 'Less' },
    { end: high, operator: 'Greater' },
  ].reduce((inside, { end, operator }) => {
    const limit = graph.numbers([end]);
    const isBeyond = graph.add(operator, [x, limit]);
    if (extrapolation === 'error') return refused(isBeyond, inside);
    const rise = graph.add('Mul', [
      graph.add('Sub', [x, limit]),
      graph.numbers(slopes(curve, end), [1, count]),
    ]);
    return graph.add('Where', [isBeyond, graph.add('Add', [inside, rise]), inside]);
  }, out);
}

/** The place in the first period, in the way that the transformer computes it. */
function goneRound(graph: Graph, x: string, low: number, around: number): string {
  const [start, period] = [graph.numbers([low]), graph.numbers([around])];
  const rest = (value: string): string => graph.add('Mod', [value, period], { fmod: 1 });
  const positive = rest(graph.add('Add', [rest(graph.add('Sub', [x, start])), period]));
  return graph.add('Add', [start, positive]);
}

/** The splines that are not zero, each `[N, 1]`, and the first one's place. Piegl and Tiller 1997, algorithm A2.2. */
function pieces(
  graph: Graph,
  x: string,
  { knots, degree }: SplineCurve,
): { first: string; values: string[] } {
  const last = knots.length - degree - 2;
  // The span is `first + degree`; beyond the inner knots there is the last one.
  const inner = knots.slice(degree + 1, last + 1);
  const first =
    inner.length > 0
      ? countUpTo(graph, x, inner)
      : graph.add('Cast', [graph.add('IsNaN', [x])], { to: dataType.int64 });
  const memo = new Map<number, string>();
  const knotAt = (offset: number): string => {
    const known = memo.get(offset);
    if (known !== undefined) return known;
    const knot = numberAt(graph, knots.slice(degree + offset), first);
    memo.set(offset, knot);
    return knot;
  };
  let values = [graph.numbers([1], [1, 1])];
  for (let order = 1; order <= degree; order++) {
    let carried: string | null = null;
    const next: string[] = [];
    for (let at = 0; at < order; at++) {
      const [right, left] = [knotAt(at + 1), knotAt(at + 1 - order)];
      const part = graph.add('Div', [values[at] as string, graph.add('Sub', [right, left])]);
      const own = graph.add('Mul', [graph.add('Sub', [right, x]), part]);
      next.push(carried === null ? own : graph.add('Add', [carried, own]));
      carried = graph.add('Mul', [graph.add('Sub', [x, left]), part]);
    }
    values = [...next, carried as string];
  }
  return { first, values };
}

/** Puts the splines that are not zero where they belong among all, `[N, count]`; of a circle, each turn on the same. */
function spread(
  graph: Graph,
  { first, values }: { first: string; values: readonly string[] },
  count: number,
  turn: number,
): string {
  const places = graph.integers(
    Array.from({ length: count }, (_, at) => at),
    [1, count],
  );
  const zero = graph.numbers([0]);
  return values
    .map((value, at) => {
      const own = graph.add('Mod', [
        graph.add('Add', [first, graph.integers([at], [1])]),
        graph.integers([turn], [1]),
      ]);
      return graph.add('Where', [graph.add('Equal', [places, own]), value, zero]);
    })
    .reduce((sum, part) => graph.add('Add', [sum, part]));
}

/** The slopes of all splines at an end. */
function slopes({ knots, degree, count }: SplineCurve, end: number): number[] {
  const own = Float64Array.from(knots);
  const { first } = splinesAt(own, degree, end);
  const { values } = slopesAt(own, degree, end);
  return Array.from({ length: count }, (_, at) => values[at - first] ?? 0);
}
