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

const params = z.strictObject({
  featureRange: z
    .tuple([z.number(), z.number()])
    .default([0, 1])
    .refine(([low, high]) => low < high, 'the range must rise'),
  clip: z.boolean().default(false),
});
const state = z.strictObject({ dataMin: stateNumbers, dataMax: stateNumbers });

/** Moves and stretches each column into a range. */
export const minMaxScaler: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'MinMaxScaler',
  input: 'number',
  params,
  state,
  fit: (frame) => learnAtOnce(learner(frame.columns), frame),
  learner,
  compile: ({ dataMin, dataMax }, { featureRange: [low, high], clip }, columns) =>
    columnwise(columns, (at) => {
      const [min, max] = [toNumber(dataMin[at] ?? 0), toNumber(dataMax[at] ?? 0)];
      const scale = (high - low) / scaleOrOne(max - min);
      const shift = low - min * scale;
      if (!clip) return (value) => value * scale + shift;
      return (value) => {
        const moved = value * scale + shift;
        return moved < low ? low : moved > high ? high : moved;
      };
    }),
};

function learner(columns: readonly InputColumn[]): Learner<z.infer<typeof state>> {
  return extentLearner(columns, (known) => ({
    dataMin: known.map(({ min }) => fromNumber(min)),
    dataMax: known.map(({ max }) => fromNumber(max)),
  }));
}
