import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { extent, extentOfBoth } from '@modelfolio/statistics/extent';
import { RunningMoments } from '@modelfolio/statistics/moments';
import {
  learnAtOnce,
  numberColumns,
  refuseInfinities,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({ threshold: z.number().min(0).default(0) });
const state = z.strictObject({ kept: z.array(z.string()) });

/** Leaves out the columns that vary no more than a threshold. */
export const varianceThreshold: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'VarianceThreshold',
  input: 'number',
  params,
  state,
  fit: (frame, given) => learnAtOnce(learner(frame.columns, given), frame),
  learner,
  compile: ({ kept }) => ({
    names: kept,
    run: (frame) => ({ rows: frame.rows, columns: frame.columns.filter(({ name }) => kept.includes(name)) }),
  }),
};

function learner(
  columns: readonly InputColumn[],
  { threshold }: z.infer<typeof params>,
): Learner<z.infer<typeof state>> {
  const running = columns.map(({ name }) => ({
    name,
    spread: new RunningMoments(),
    ends: { min: Number.NaN, max: Number.NaN },
  }));
  return {
    add(frame) {
      refuseInfinities(frame);
      numberColumns(frame).forEach(({ values }, at) => {
        const own = running[at];
        if (!own) return;
        own.spread.add(values);
        own.ends = extentOfBoth(own.ends, extent(values));
      });
    },
    finish() {
      const kept = running.filter(({ spread, ends: { min, max } }) => {
        const { variance } = spread.moments();
        // Of equal values the rounding may leave a variance.
        return (threshold === 0 ? Math.min(variance, max - min) : variance) > threshold;
      });
      if (kept.length === 0)
        throw new FeaturesError('fit-impossible', `no column varies more than ${threshold}`, {
          hint: 'lower threshold',
        });
      return { kept: kept.map(({ name }) => name) };
    },
  };
}
