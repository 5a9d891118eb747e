import { extent, extentOfBoth } from '@modelfolio/statistics/extent';
import { numberColumns, refuseInfinities, type InputColumn, type Learner } from './transformer.ts';

/** Least and greatest number of a column; NaN where it has none. */
export interface Extent {
  min: number;
  max: number;
}

/** Learns least and greatest number of each column, and from them a state. */
export function extentLearner<State>(
  columns: readonly InputColumn[],
  stateOf: (extents: readonly Extent[]) => State,
): Learner<State> {
  let known = columns.map((): Extent => ({ min: Number.NaN, max: Number.NaN }));
  return {
    add(frame) {
      refuseInfinities(frame);
      const found = numberColumns(frame).map(({ values }) => extent(values));
      known = known.map((one, at) => extentOfBoth(one, found[at] ?? one));
    },
    finish: () => stateOf(known),
  };
}
