import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { scaleOrOne } from './scale-or-one.ts';
import { extentLearner } from './extents.ts';
import {
  columnwise,
  learnAtOnce,
  stateNumbers,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({ clip: z.boolean().default(false) });
const state = z.strictObject({ maxAbs: stateNumbers });

/** Divides each column by its greatest absolute value. */
export const maxAbsScaler: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'MaxAbsScaler',
  input: 'number',
  params,
  state,
  fit: (frame) => learnAtOnce(learner(frame.columns), frame),
  learner,
  compile: ({ maxAbs }, { clip }, columns) =>
    columnwise(columns, (at) => {
      const scale = scaleOrOne(toNumber(maxAbs[at] ?? 1));
      if (!clip) return (value) => value / scale;
      return (value) => {
        const scaled = value / scale;
        return scaled < -1 ? -1 : scaled > 1 ? 1 : scaled;
      };
    }),
};

function learner(columns: readonly InputColumn[]): Learner<z.infer<typeof state>> {
  return extentLearner(columns, (known) => ({
    maxAbs: known.map(({ min, max }) => fromNumber(Math.max(Math.abs(min), Math.abs(max)))),
  }));
}
