import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { isConstant, moments } from '../numeric/moments.ts';
import {
  columnwise,
  numberColumns,
  refuseInfinities,
  stateNumbers,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({ withMean: z.boolean().default(true), withStd: z.boolean().default(true) });
const state = z.strictObject({ mean: stateNumbers, scale: stateNumbers, var: stateNumbers });

/** Subtracts the mean and divides by the standard deviation; missing values stay missing. */
export const standardScaler: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'StandardScaler',
  input: 'number',
  params,
  state,
  fit(frame) {
    refuseInfinities(frame);
    const known = numberColumns(frame).map(({ values }) => moments(values));
    return {
      mean: known.map(({ mean }) => fromNumber(mean)),
      scale: known.map((one) => fromNumber(isConstant(one) ? 1 : Math.sqrt(one.variance))),
      var: known.map(({ variance }) => fromNumber(variance)),
    };
  },
  compile: ({ mean, scale }, { withMean, withStd }, columns) =>
    columnwise(columns, (at) => {
      const shift = withMean ? toNumber(mean[at] ?? 0) : 0;
      const spread = withStd ? toNumber(scale[at] ?? 1) : 1;
      return (value) => (value - shift) / spread;
    }),
};
