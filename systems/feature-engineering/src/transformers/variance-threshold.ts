import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { extent, moments } from '../numeric/moments.ts';
import { numberColumns, refuseInfinities, type Transformer } from './transformer.ts';

const params = z.strictObject({ threshold: z.number().min(0).default(0) });
const state = z.strictObject({ kept: z.array(z.string()) });

/** Leaves out the columns that vary no more than a threshold. */
export const varianceThreshold: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'VarianceThreshold',
  input: 'number',
  params,
  state,
  fit(frame, { threshold }) {
    refuseInfinities(frame);
    const kept = numberColumns(frame).filter(({ values }) => {
      const { min, max } = extent(values);
      const { variance } = moments(values);
      // Of equal values the rounding may leave a variance.
      return (threshold === 0 ? Math.min(variance, max - min) : variance) > threshold;
    });
    if (kept.length === 0)
      throw new FeaturesError('fit-impossible', `no column varies more than ${threshold}`, {
        hint: 'lower threshold',
      });
    return { kept: kept.map(({ name }) => name) };
  },
  compile: ({ kept }) => ({
    names: kept,
    run: (frame) => ({ rows: frame.rows, columns: frame.columns.filter(({ name }) => kept.includes(name)) }),
  }),
};
