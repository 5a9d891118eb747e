import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { scaleOrOne } from './scale-or-one.ts';
import { normalQuantile } from '@modelfolio/statistics/normal-quantile';
import { quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import {
  columnwise,
  numberColumns,
  refuseInfinities,
  stateNumbers,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  withCentering: z.boolean().default(true),
  withScaling: z.boolean().default(true),
  quantileRange: z
    .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
    .default([25, 75])
    .refine(([low, high]) => low <= high, 'the range must rise'),
  unitVariance: z.boolean().default(false),
});
const state = z.strictObject({ center: stateNumbers, scale: stateNumbers });

/** Subtracts the median and divides by the distance of two quantiles: outliers hardly move it. */
export const robustScaler: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'RobustScaler',
  input: 'number',
  params,
  state,
  fit(frame, { quantileRange: [low, high], unitVariance }) {
    refuseInfinities(frame);
    const sorted = numberColumns(frame).map(({ values }) => sortedNumbers(values));
    const unit = unitVariance ? normalQuantile(high / 100) - normalQuantile(low / 100) : 1;
    return {
      center: sorted.map((values) => fromNumber(quantile(values, 0.5))),
      scale: sorted.map((values) =>
        fromNumber(scaleOrOne(quantile(values, high / 100) - quantile(values, low / 100)) / unit),
      ),
    };
  },
  compile: ({ center, scale }, { withCentering, withScaling }, columns) =>
    columnwise(columns, (at) => {
      const shift = withCentering ? toNumber(center[at] ?? 0) : 0;
      const spread = withScaling ? toNumber(scale[at] ?? 1) : 1;
      return (value) => (value - shift) / spread;
    }),
};
