import { compileOne, fitOne, fitTransformOne } from './compose/kinds.ts';
import type { Frame } from './frame/frame.ts';
import { kinds } from './transformers/registry.ts';
import type { Compiled, FittedTransformer, Target, TransformerSpec } from './transformers/transformer.ts';

/**
 * Fits a transformer, a `Pipeline` or a `ColumnTransformer`: what it has learned is JSON.
 *
 * @example
 * const fitted = fit({ kind: 'StandardScaler' }, frame);
 * const scaled = compile(fitted).run(other);
 *
 * @param target what is to be predicted, for those that learn from it
 * @throws FeaturesError naming what is wrong with the params, a column or a value
 */
export function fit(spec: TransformerSpec, frame: Frame, target: Target | null = null): FittedTransformer {
  return fitOne(kinds, { spec, frame, target });
}

/**
 * Fits, and transforms the rows that it was fitted on. For a `TargetEncoder` that is not what {@link compile} gives: its
 * training rows are encoded by the other folds.
 *
 * @throws FeaturesError as {@link fit}
 */
export function fitTransform(
  spec: TransformerSpec,
  frame: Frame,
  target: Target | null = null,
): { fitted: FittedTransformer; frame: Frame } {
  return fitTransformOne(kinds, { spec, frame, target });
}

/**
 * Makes a fitted transformer ready to run, on a batch or on one row.
 *
 * @throws FeaturesError `state-invalid` when the state is none of its kind
 */
export function compile(fitted: FittedTransformer): Compiled {
  return compileOne(kinds, fitted);
}
