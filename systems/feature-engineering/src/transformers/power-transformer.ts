import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { minimise } from '../numeric/minimise.ts';
import { minimiseWithin } from '../numeric/minimise-within.ts';
import { compensatedSum } from '@modelfolio/statistics/compensated-sum';
import { isConstant, moments } from '@modelfolio/statistics/moments';
import {
  columnwise,
  numberColumns,
  refuseInfinities,
  stateNumbers,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  method: z.enum(['yeo-johnson', 'box-cox']).default('yeo-johnson'),
  standardize: z.boolean().default(true),
});
const state = z.strictObject({ lambdas: stateNumbers, mean: stateNumbers, scale: stateNumbers });
type Params = z.infer<typeof params>;

/**
 * Makes a distribution more like a normal one, by the power that is most likely: Yeo and Johnson 2000, Box and Cox 1964.
 */
export const powerTransformer: Transformer<Params, z.infer<typeof state>> = {
  kind: 'PowerTransformer',
  input: 'number',
  params,
  state,
  fit(frame, { method }) {
    refuseInfinities(frame);
    const fitted = numberColumns(frame).map(({ name, values }) => {
      if (method === 'box-cox') refuseNotPositive(name, values);
      const lambda = lambdaOf(name, values, method);
      const powered = moments(values.map(powerOf(method, lambda)));
      return { lambda, mean: powered.mean, scale: isConstant(powered) ? 1 : Math.sqrt(powered.variance) };
    });
    return {
      lambdas: fitted.map(({ lambda }) => fromNumber(lambda)),
      mean: fitted.map(({ mean }) => fromNumber(mean)),
      scale: fitted.map(({ scale }) => fromNumber(scale)),
    };
  },
  compile: ({ lambdas, mean, scale }, { method, standardize }, columns) =>
    columnwise(columns, (at) => {
      const power = powerOf(method, toNumber(lambdas[at] ?? 1));
      const shift = standardize ? toNumber(mean[at] ?? 0) : 0;
      const spread = standardize ? toNumber(scale[at] ?? 1) : 1;
      return (value) => (power(value) - shift) / spread;
    }),
};

/** The transformation for a power. */
export function powerOf(method: Params['method'], lambda: number): (value: number) => number {
  const isZero = (power: number): boolean => Math.abs(power) < Number.EPSILON;
  if (method === 'box-cox')
    return isZero(lambda) ? Math.log : (value) => Math.expm1(lambda * Math.log(value)) / lambda;
  const other = 2 - lambda;
  const above = isZero(lambda)
    ? Math.log1p
    : (value: number) => Math.expm1(lambda * Math.log1p(value)) / lambda;
  const below = isZero(other)
    ? (value: number) => -Math.log1p(-value)
    : (value: number) => -Math.expm1(other * Math.log1p(-value)) / other;
  return (value) => (value >= 0 ? above(value) : below(value));
}

/** The power that the values are most likely with, if what comes out is normal. */
function lambdaOf(column: string, values: Float64Array, method: Params['method']): number {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return Number.NaN;
  if (isConstant(moments(present))) return 1;
  const logs = compensatedSum(present, (value) =>
    method === 'box-cox' ? Math.log(value) : Math.sign(value) * Math.log1p(Math.abs(value)),
  );
  const [low, high] = method === 'box-cox' ? [-2, 2] : safePowers(present);
  if (low > high)
    throw new FeaturesError('value-invalid', 'no power takes these numbers without overflow', {
      column,
      hint: 'scale them before, or clip the largest',
    });
  const unlikelihood = (lambda: number): number => {
    const { variance } = moments(present.map(powerOf(method, lambda)));
    // A power that overflows, or that leaves no difference, is no candidate.
    if (!(variance >= leastNormal && variance < Infinity)) return Infinity;
    return (present.length / 2) * Math.log(variance) - (lambda - 1) * logs;
  };
  return method === 'box-cox'
    ? minimise(unlikelihood, low, high)
    : minimiseWithin(unlikelihood, low, high, nearness);
}

/** Least normal number in double precision; what is below has lost digits. */
const leastNormal = 2 ** -1022;
/** Of SciPy's `fminbound`, with the tolerance that `yeojohnson_normmax` gives it. */
const nearness = { relative: Math.sqrt(2.2e-16), absolute: 1.48e-8 / 3 };

/**
 * The powers of Yeo-Johnson with which values up to twenty times the largest one can be transformed, and have a variance,
 * without over- or underflow: as SciPy 1.17 and thereby scikit-learn 1.9 bound their search
 * (https://github.com/scipy/scipy/pull/18852). Outside of them the likelihood of a narrow column, such as of years, goes on
 * rising to powers of which no variance is left.
 *
 * @returns the least and the greatest; the least is the greater where no power is safe
 */
function safePowers(values: Float64Array): [number, number] {
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const log = Math.log1p(20 * Math.max(Math.abs(least), Math.abs(most)));
  const low = (Math.log(leastNormal) - Math.log(Number.EPSILON)) / 2 / log;
  const high = (Math.log(Number.MAX_VALUE) + Math.log(Number.EPSILON)) / 2 / log;
  if (most < 0) return [2 - high, 2 - low];
  return least < 0 ? [Math.max(2 - high, low), Math.min(2 - low, high)] : [low, high];
}

function refuseNotPositive(column: string, values: Float64Array): void {
  const row = values.findIndex((value) => value <= 0);
  if (row >= 0)
    throw new FeaturesError('value-invalid', `Box-Cox needs positive numbers, this is ${values[row]}`, {
      column,
      row: row + 1,
      hint: 'use yeo-johnson',
    });
}
