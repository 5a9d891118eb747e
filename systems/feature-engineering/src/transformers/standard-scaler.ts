import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { isConstant, RunningMoments } from '@modelfolio/statistics/moments';
import {
  columnwise,
  learnAtOnce,
  numberColumns,
  refuseInfinities,
  stateNumbers,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({ withMean: z.boolean().default(true), withStd: z.boolean().default(true) });
const state = z.strictObject({ mean: stateNumbers, scale: stateNumbers, var: stateNumbers });

type State = z.infer<typeof state>;

/** Subtracts the mean and divides by the standard deviation; missing values stay missing. */
export const standardScaler: Transformer<z.infer<typeof params>, State> = {
  kind: 'StandardScaler',
  input: 'number',
  params,
  state,
  fit: (frame) => learnAtOnce(learner(frame.columns), frame),
  learner,
  compile: ({ mean, scale }, { withMean, withStd }, columns) =>
    columnwise(columns, (at) => {
      const shift = withMean ? toNumber(mean[at] ?? 0) : 0;
      const spread = withStd ? toNumber(scale[at] ?? 1) : 1;
      return (value) => (value - shift) / spread;
    }),
};

function learner(columns: readonly InputColumn[]): Learner<State> {
  const running = columns.map(() => new RunningMoments());
  return {
    add(frame) {
      refuseInfinities(frame);
      numberColumns(frame).forEach(({ values }, at) => running[at]?.add(values));
    },
    finish() {
      const known = running.map((one) => one.moments());
      return {
        mean: known.map(({ mean }) => fromNumber(mean)),
        scale: known.map((one) => fromNumber(isConstant(one) ? 1 : Math.sqrt(one.variance))),
        var: known.map(({ variance }) => fromNumber(variance)),
      };
    },
  };
}
