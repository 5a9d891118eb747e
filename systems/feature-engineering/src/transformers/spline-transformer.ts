import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { slopesAt, splinesAt } from '../numeric/b-splines.ts';
import { extent } from '@modelfolio/statistics/extent';
import { linspace } from '@modelfolio/statistics/linspace';
import { quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import { extentLearner, type Extent } from './extents.ts';
import {
  learnAtOnce,
  numberColumn,
  numberColumns,
  refuseInfinities,
  refuseMissing,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  nKnots: z.int().min(2).default(5),
  degree: z.int().min(0).max(10).default(3),
  knots: z.enum(['uniform', 'quantile']).default('uniform'),
  /** What becomes of numbers outside of the ones it was fitted on. */
  extrapolation: z.enum(['error', 'constant', 'linear', 'continue', 'periodic']).default('constant'),
  includeBias: z.boolean().default(true),
});
const state = z.strictObject({ knots: z.array(z.array(z.number())) });
type Params = z.infer<typeof params>;

/** A curve in pieces: a column for each B-spline over the knots. */
export const splineTransformer: Transformer<Params, z.infer<typeof state>> = {
  kind: 'SplineTransformer',
  input: 'number',
  params,
  state,
  fit(frame, given) {
    const uniform = learner(frame.columns, given);
    if (uniform) return learnAtOnce(uniform, frame);
    refuseInfinities(frame);
    refuseMissing(frame, 'SplineTransformer');
    return {
      knots: numberColumns(frame).map(({ name, values }) => {
        const sorted = sortedNumbers(values);
        const shares = linspace(0, 1, given.nKnots);
        return knotsOf(name, extent(values), given, () =>
          Array.from(shares, (share) => quantile(sorted, (100 * share) / 100)),
        );
      }),
    };
  },
  learner,
  compile({ knots }, given, columns) {
    const count = splineCount(given) - (given.includeBias ? 0 : 1);
    const names = columns.flatMap(({ name }) => Array.from({ length: count }, (_, at) => `${name}_sp_${at}`));
    const curves = knots.map((own) => curveOf(Float64Array.from(own), given));
    return {
      names,
      run(frame) {
        refuseMissing(frame, 'SplineTransformer');
        const out = names.map(() => new Float64Array(frame.rows));
        numberColumns(frame).forEach(({ name, values }, column) => {
          const into = out.slice(column * count, (column + 1) * count);
          values.forEach((value, row) => curves[column]?.(value, row, into, name));
        });
        return { rows: frame.rows, columns: out.map((values, at) => numberColumn(names[at] ?? '', values)) };
      },
    };
  },
};

const splineCount = ({ nKnots, degree, extrapolation }: Params): number =>
  extrapolation === 'periodic' ? nKnots - 1 : nKnots + degree - 1;

/** Knots at equal distances need no more than the ends of a column. */
function learner(columns: readonly InputColumn[], given: Params): Learner<z.infer<typeof state>> | null {
  if (given.knots !== 'uniform') return null;
  const ends = extentLearner(columns, (known) => ({
    knots: known.map((one, at) =>
      knotsOf(columns[at]?.name ?? '', one, given, () => [...linspace(one.min, one.max, given.nKnots)]),
    ),
  }));
  return {
    ...ends,
    add(frame) {
      refuseInfinities(frame);
      refuseMissing(frame, 'SplineTransformer');
      ends.add(frame);
    },
  };
}

/** The knots with `degree` more at each end: at the distance of the outermost, or going round. */
function knotsOf(
  name: string,
  { min, max }: Extent,
  { nKnots, degree, extrapolation }: Params,
  inside: () => number[],
): number[] {
  if (!(min < max))
    throw new FeaturesError('fit-impossible', 'all values are one: there is no curve', { column: name });
  const base = inside();
  const at = (index: number): number => base.at(index) as number;
  if (extrapolation === 'periodic') {
    const period = at(-1) - at(0);
    if (degree >= nKnots)
      throw new FeaturesError(
        'fit-impossible',
        `a periodic curve of degree ${degree} needs more than ${degree} knots`,
      );
    const before = degree === 0 ? [] : base.slice(-(degree + 1), -1).map((knot) => knot - period);
    return [...before, ...base, ...base.slice(1, degree + 1).map((knot) => knot + period)];
  }
  const [low, high] = [at(1) - at(0), at(-1) - at(-2)];
  return [
    ...Array.from({ length: degree }, (_, index) => at(0) - (degree - index) * low),
    ...base,
    ...Array.from({ length: degree }, (_, index) => at(-1) + (index + 1) * high),
  ];
}

type Curve = (value: number, row: number, into: readonly Float64Array[], name: string) => void;

function curveOf(knots: Float64Array, { degree, extrapolation }: Params): Curve {
  const splines = knots.length - degree - 1;
  const [low, high] = [knots[degree] as number, knots[splines] as number];
  const put = (
    { first, values }: { first: number; values: Float64Array },
    row: number,
    into: readonly Float64Array[],
    turn: number,
  ): void =>
    values.forEach((value, at) => {
      const out = into[(first + at) % turn];
      if (out) out[row] = (out[row] as number) + value;
    });
  return (value, row, into, name) => {
    if (extrapolation === 'periodic') {
      const around = high - low;
      const inside = low + ((((value - low) % around) + around) % around);
      put(splinesAt(knots, degree, inside), row, into, splines - degree);
      return;
    }
    const isInside = value >= low && value <= high;
    if (!isInside && extrapolation === 'error')
      throw new FeaturesError('value-invalid', `${value} lies outside of ${low} to ${high}`, {
        row: row + 1,
        column: name,
      });
    if (isInside || extrapolation === 'continue') {
      put(splinesAt(knots, degree, value), row, into, splines);
      return;
    }
    const end = value < low ? low : high;
    const there = splinesAt(knots, degree, end);
    if (extrapolation === 'linear' && degree > 0) {
      const slopes = slopesAt(knots, degree, end).values;
      there.values = there.values.map((one, at) => one + (value - end) * (slopes[at] as number));
    }
    put(there, row, into, splines);
  };
}
