import { useEffect, useReducer } from 'preact/hooks';
import type { AnalysisClient } from './analysis-client.ts';
import { keptAnswersOf, type Kept, type LongQuestion } from './kept-answers.ts';

export type KeptAnswer<Value> = Kept<Value> & { start: () => void; cancel: () => void };

/**
 * A long question's answer, its progress, and how to ask and to stop.
 *
 * @param key all that the answer depends on: another key is another answer
 */
export function useKeptAnswer<Value>(
  client: AnalysisClient | null,
  key: string,
  ask: LongQuestion<Value>,
): KeptAnswer<Value> {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => (client ? keptAnswersOf(client).listen(() => changed(undefined)) : undefined), [client]);
  const kept: Kept<Value> = client
    ? keptAnswersOf(client).get<Value>(key)
    : { value: null, error: null, running: null };
  return {
    ...kept,
    start: () => client && void keptAnswersOf(client).start(key, client, ask),
    cancel: () => kept.running?.abort.abort(),
  };
}
