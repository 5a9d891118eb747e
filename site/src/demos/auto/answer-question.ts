import type { ModelSides, Predictions, Table } from '@modelfolio/inference';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';
import type { Answering } from '@modelfolio/pages/session/model-session';
import { predictRows } from './predict-rows.ts';

/** Something to predict: the row in front of the visitor, and the rows of a curve. */
export type Question<Key> = { key: Key; row: Table; curve: Table | null };
export type ModelAnswer<Key> = {
  key: Key;
  row: Predictions;
  curve: Predictions | null;
  latencyMs: number;
};

/**
 * How any model answers: the row first, since a curve of many rows may take longer.
 *
 * @returns what is asked with a function, which may throw a InferenceError: that is the answer then
 */
export function answerQuestion<Key>(
  sides: ModelSides,
): Answering<InferenceEngine, () => Question<Key>, ModelAnswer<Key>> {
  return async (engine, question, show, before) => {
    const { key, row, curve } = question();
    const { predictions, latencyMs } = await predictRows(engine.run, sides, row);
    const answer = { key, row: predictions, latencyMs, curve: null };
    const first = { ...answer, curve: before?.key === key ? before.curve : null };
    if (!curve || curve.rows === 0) return first;
    show(first);
    return { ...answer, curve: (await predictRows(engine.run, sides, curve)).predictions };
  };
}
