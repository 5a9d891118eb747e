import { metricNumber, type MetricNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Column, Frame } from '../frame/frame.ts';

/** What is to be predicted, for the transformers that learn from it: a value for each row. */
export interface Target {
  /** Numbers for regression; classes as text or numbers. */
  readonly values: readonly (string | number)[] | Float64Array;
}

/** Name and type of a column that a transformer was fitted on. */
export const inputColumn = z.strictObject({ name: z.string(), type: z.enum(['number', 'text']) });
export type InputColumn = z.infer<typeof inputColumn>;

/** A fitted transformer, ready to run: on a batch or on one row. */
export interface Compiled {
  /** Names of the columns that come out, as scikit-learn's `get_feature_names_out` gives them. */
  readonly names: readonly string[];
  /** @throws FeaturesError for a value that it cannot take */
  run(frame: Frame): Frame;
}

/** What a transformer learns, from rows that come a batch at a time: the same however they are cut. */
export interface Learner<State> {
  /**
   * @param frame holds the columns it is for, of the right type
   * @throws FeaturesError for a value that it cannot learn from; its row is counted from the first of the frame
   */
  add(frame: Frame): void;
  /** What was learned from all rows up to now. No more can be added after. */
  finish(): State;
}

/** Some of the training rows, in their order. */
export interface Batch {
  frame: Frame;
  target: Target | null;
  /** Number of the rows before. */
  from: number;
}

/** A fit that reads its rows several times, a batch at a time. */
export interface Passes<Learned> {
  add(batch: Batch): void;
  /** Ends a reading; whether all is learned now. */
  end(): boolean;
  /** What was learned, once all is. */
  learned(): Learned;
  /** Training rows as they come out, once all is learned. */
  training(batch: Batch): Frame;
}

/** What a fit in passes is told by what it is a part of. */
export interface PassOptions {
  /** Whether {@link Passes.training} will be asked for. */
  wantsTraining: boolean;
  /** Has the target kept in whole from now on; it can be taken when the reading has ended. */
  keepTarget(): () => Target | null;
}

/**
 * One kind of transformation: how it is configured, what it learns, what it does. Params and state are JSON; their names
 * are scikit-learn's in camel case, without the underscore at the end.
 */
export interface Transformer<Params = never, State = unknown> {
  readonly kind: string;
  /** What its columns must hold. */
  readonly input: 'number' | 'text' | 'any';
  readonly params: z.ZodType;
  readonly state: z.ZodType;
  /** @param frame holds the columns it is for, of the right type */
  fit(frame: Frame, params: Params, target: Target | null): State;
  /**
   * Where it can learn in one pass, in memory that does not grow with the rows; `null` where these params need all rows at
   * once. One without it is given all rows of its columns.
   */
  learner?(columns: readonly InputColumn[], params: Params): Learner<State> | null;
  compile(state: State, params: Params, columns: readonly InputColumn[]): Compiled;
  /** For what is made of transformers: a fit that reads the rows as often as the longest chain in it needs. */
  passes?(columns: readonly InputColumn[], params: Params, options: PassOptions): Passes<State>;
  /** Where transforming the training rows is something else than fitting and then transforming. */
  fitTransform?(frame: Frame, params: Params, target: Target | null): { state: State; frame: Frame };
}

/** What `fit` is where there is a learner: it is given all rows at once. */
export function learnAtOnce<State>(learner: Learner<State>, frame: Frame): State {
  learner.add(frame);
  return learner.finish();
}

/** The columns of a frame without their values. */
export const inputsOf = ({ columns }: { columns: readonly InputColumn[] }): InputColumn[] =>
  columns.map(({ name, type }) => ({ name, type }));

/** A transformer as configuration: its kind, and the params that are not as by default. */
export const transformerSpec = z.looseObject({ kind: z.string() });
export type TransformerSpec = z.infer<typeof transformerSpec>;

/** A transformer with what it has learned. */
export const fittedTransformer = z.strictObject({
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  columns: z.array(inputColumn),
  state: z.unknown(),
});
export type FittedTransformer = z.infer<typeof fittedTransformer>;

/** A number in a state, one for each column where it is in an array. */
export const stateNumber: z.ZodType<MetricNumber> = metricNumber;
export const stateNumbers = z.array(stateNumber);

/** The columns of a frame as numbers. The types were checked before. */
export function numberColumns(frame: Frame): { name: string; values: Float64Array }[] {
  return frame.columns.map((column) => {
    if (column.type === 'number') return column;
    throw new FeaturesError('column-type', 'text where numbers are needed', { column: column.name });
  });
}

/** The columns of a frame as text. The types were checked before. */
export function textColumns(frame: Frame): { name: string; values: readonly (string | null)[] }[] {
  return frame.columns.map((column) => {
    if (column.type === 'text') return column;
    throw new FeaturesError('column-type', 'numbers where text is needed', { column: column.name });
  });
}

/** A column of numbers. */
export const numberColumn = (name: string, values: Float64Array): Column => ({
  name,
  type: 'number',
  values,
});

/**
 * A transformer that turns each column of numbers into one of the same name.
 *
 * @param of makes the function for the column at a place
 */
export function columnwise(
  columns: readonly InputColumn[],
  of: (at: number) => (value: number) => number,
): Compiled {
  const functions = columns.map((_, at) => of(at));
  return {
    names: columns.map(({ name }) => name),
    run: (frame) => ({
      rows: frame.rows,
      columns: numberColumns(frame).map(({ name, values }, at) => {
        const change = functions[at] as (value: number) => number;
        const changed = new Float64Array(values.length);
        for (let row = 0; row < values.length; row++) changed[row] = change(values[row] as number);
        return numberColumn(name, changed);
      }),
    }),
  };
}

/**
 * Infinities have no mean and no place on a scale: scikit-learn refuses them too.
 *
 * @throws FeaturesError `value-invalid` naming the first
 */
export function refuseInfinities(frame: Frame): void {
  for (const { name, values } of numberColumns(frame)) {
    // A plain loop: four times as fast as a search with a function.
    let row = 0;
    while (row < values.length && Math.abs(values[row] as number) !== Infinity) row++;
    if (row < values.length)
      throw new FeaturesError('value-invalid', `${values[row]} has no place on a scale`, {
        column: name,
        row: row + 1,
        hint: 'make it missing, or clip it before',
      });
  }
}

/** @throws FeaturesError `value-invalid` naming the first missing value */
export function refuseMissing(frame: Frame, kind: string): void {
  for (const { name, values } of numberColumns(frame)) {
    const row = values.findIndex(Number.isNaN);
    if (row >= 0)
      throw new FeaturesError('value-invalid', `${kind} cannot take a missing value`, {
        column: name,
        row: row + 1,
        hint: 'put a SimpleImputer before it',
      });
  }
}
