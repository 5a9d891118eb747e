import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { normalQuantile } from '@modelfolio/statistics/normal-quantile';
import { linspace } from '@modelfolio/statistics/linspace';
import { quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import { searchLeft, searchRight } from '@modelfolio/statistics/search';
import {
  columnwise,
  numberColumns,
  refuseInfinities,
  stateNumbers,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  nQuantiles: z.int().min(1).default(1000),
  outputDistribution: z.enum(['uniform', 'normal']).default('uniform'),
});
const state = z.strictObject({ quantiles: z.array(stateNumbers) });
/** scikit-learn's `BOUNDS_THRESHOLD`: so near to an end, a value is the end. */
const nearEnd = 1e-7;

/**
 * Spreads the values evenly over 0 to 1, or as a normal distribution. All rows are looked at: it is scikit-learn's with
 * `subsample=None`.
 */
export const quantileTransformer: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'QuantileTransformer',
  input: 'number',
  params,
  state,
  fit(frame, { nQuantiles }) {
    refuseInfinities(frame);
    const shares = linspace(0, 1, Math.max(1, Math.min(nQuantiles, frame.rows)));
    return {
      quantiles: numberColumns(frame).map(({ values }) => {
        const sorted = sortedNumbers(values);
        // By way of hundredths, as scikit-learn does: where values are equal, the rounding decides what is a tie.
        return Array.from(shares, (share) => fromNumber(quantile(sorted, (share * 100) / 100)));
      }),
    };
  },
  compile: ({ quantiles }, { outputDistribution }, columns) =>
    columnwise(columns, (at) => {
      const knots = Float64Array.from(quantiles[at] ?? [], toNumber);
      const shares = linspace(0, 1, knots.length);
      const isNormal = outputDistribution === 'normal';
      const [first, last] = [knots[0] as number, knots.at(-1) as number];
      const near = isNormal ? nearEnd : 0;
      // numpy's spacing(1), the distance to the next number, is the machine's epsilon.
      const [least, most] = [nearEnd - Number.EPSILON, 1 - (nearEnd - Number.EPSILON)].map(normalQuantile);
      return (value) => {
        if (Number.isNaN(value)) return value;
        let share = evenly(knots, shares, value);
        if (near === 0 ? value === last : value + near > last) share = 1;
        if (near === 0 ? value === first : value - near < first) share = 0;
        if (!isNormal) return share;
        return Math.min(Math.max(normalQuantile(share), least as number), most as number);
      };
    }),
};

/** The mean of the shares below and above: where several quantiles are equal, the middle of them. */
function evenly(knots: Float64Array, shares: Float64Array, value: number): number {
  // The last knot that is not above, and the first that is not below.
  const upper = searchRight(knots, value) - 1;
  const lower = searchLeft(knots, value);
  return (interpolated(knots, shares, value, upper) + interpolated(knots, shares, value, lower - 1)) / 2;
}

/** Interpolates between the knot at a place and the next. */
function interpolated(knots: Float64Array, shares: Float64Array, value: number, at: number): number {
  const last = knots.length - 1;
  if (at < 0) return shares[0] as number;
  if (at >= last) return shares[last] as number;
  const [left, right] = [knots[at] as number, knots[at + 1] as number];
  const [low, high] = [shares[at] as number, shares[at + 1] as number];
  return low + ((high - low) / (right - left)) * (value - left);
}
