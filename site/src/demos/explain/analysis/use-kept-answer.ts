import { useEffect, useReducer } from 'preact/hooks';
import type { AnalysisClient } from './analysis-client.ts';
import { keptAnswersOf, type Kept, type LongQuestion } from './kept-answers.ts';

export type KeptAnswer<Value> = Kept<Value> & { start: () => void; cancel: () => void };

/**
 * A long question's answer, and how to ask and to stop. What shows it is drawn again when it is asked or answered, not at
 * every step on the way.
 *
 * @param key all that the answer depends on: another key is another answer
 */
export function useKeptAnswer<Value>(
  client: AnalysisClient | null,
  key: string,
  ask: LongQuestion<Value>,
): KeptAnswer<Value> {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(
    () => (client ? keptAnswersOf(client).listen(key, () => changed(undefined)) : undefined),
    [client, key],
  );
  const kept: Kept<Value> = client
    ? keptAnswersOf(client).get<Value>(key)
    : { value: null, error: null, running: null };
  return {
    ...kept,
    start: () => client && void keptAnswersOf(client).start(key, client, ask),
    cancel: () => kept.running?.abort.abort(),
  };
}
