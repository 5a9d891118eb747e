import { experimentNumber } from '../entities/experiments.ts';
import { readableExperiments, type Reach } from '../reach.ts';
import type { Condition } from './condition.ts';

/**
 * The experiments of these that a caller may look into, as numbers; ids that are none of an experiment find nothing.
 *
 * @throws MlflowError for an id that is no number
 */
export function experimentsInReach(ids: readonly string[], reach: Reach): number[] {
  const numbers = [...new Set(ids.map(experimentNumber))];
  const readable = readableExperiments(reach);
  if (readable === null) return numbers;
  const allowed = new Set(readable.map(Number));
  return numbers.filter((number) => allowed.has(number));
}

/** The condition that a column is one of these experiments. */
export const isInExperiments = (column: string, experiments: readonly number[]): Condition =>
  experiments.length === 1
    ? { sql: `${column} = ?`, values: [experiments[0] as number] }
    : { sql: `${column} IN (${experiments.length === 0 ? 'NULL' : experiments.join(', ')})`, values: [] };
