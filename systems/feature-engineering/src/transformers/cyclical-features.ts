import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { frameOf } from '../frame/frame.ts';
import { extentLearner } from './extents.ts';
import {
  learnAtOnce,
  numberColumn,
  numberColumns,
  stateNumbers,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  /** For columns of these names, the value at which the circle closes; of the others it is the greatest that was seen. */
  maxValues: z.record(z.string(), z.number().gt(0)).default({}),
  /** Whether the columns themselves are left out; they come first. */
  dropOriginal: z.boolean().default(false),
});
const state = z.strictObject({ maxValues: stateNumbers });
type Params = z.infer<typeof params>;
type State = z.infer<typeof state>;

/**
 * Puts the values of each column on a circle, so that the last hour is next to the first: sine and cosine of 2πx / max, as
 * feature-engine's `CyclicalFeatures`. A missing value stays missing.
 */
export const cyclicalFeatures: Transformer<Params, State> = {
  kind: 'CyclicalFeatures',
  input: 'number',
  params,
  state,
  fit: (frame, given) => learnAtOnce(learner(frame.columns, given), frame),
  learner,
  compile({ maxValues }, { dropOriginal }, columns) {
    const turns = maxValues.map((most) => (2 * Math.PI) / toNumber(most));
    return {
      names: [
        ...(dropOriginal ? [] : columns.map(({ name }) => name)),
        ...columns.flatMap(({ name }) => [`${name}_sin`, `${name}_cos`]),
      ],
      run: (frame) =>
        frameOf(
          [
            ...(dropOriginal ? [] : frame.columns),
            ...numberColumns(frame).flatMap(({ name, values }, at) => {
              const angles = values.map((value) => value * (turns[at] as number));
              return [
                numberColumn(`${name}_sin`, angles.map(Math.sin)),
                numberColumn(`${name}_cos`, angles.map(Math.cos)),
              ];
            }),
          ],
          frame.rows,
        ),
    };
  },
};

function learner(columns: readonly InputColumn[], { maxValues }: Params): Learner<State> {
  const known = new Set(columns.map(({ name }) => name));
  for (const column of Object.keys(maxValues))
    if (!known.has(column))
      throw new FeaturesError('column-missing', 'maxValues names it, it is not there', { column });
  return extentLearner(columns, (extents) => ({
    maxValues: extents.map(({ max: seen }, at) => {
      const { name } = columns[at] as InputColumn;
      const most = Object.hasOwn(maxValues, name) ? (maxValues[name] as number) : seen;
      if (most !== 0 && !Number.isNaN(most)) return fromNumber(most);
      throw new FeaturesError('fit-impossible', `no circle closes at ${most}, its greatest value`, {
        column: name,
        hint: 'give its maxValues',
      });
    }),
  }));
}
