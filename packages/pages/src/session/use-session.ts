import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { InferenceEngine } from '../engine/inference-engine.ts';
import { ModelSession, type Answering } from './model-session.ts';

/**
 * The session of one engine for as long as a component lives; each change renders it anew.
 *
 * @param create makes the engine when the first question comes; `null` where the model has none
 */
export function useSession<Engine extends InferenceEngine, Question, Answer>(
  create: () => Engine,
  answerOf: Answering<Engine, Question, Answer>,
): ModelSession<Engine, Question, Answer>;
export function useSession<Engine extends InferenceEngine, Question, Answer>(
  create: (() => Engine) | null,
  answerOf: Answering<Engine, Question, Answer>,
): ModelSession<Engine, Question, Answer> | null;
export function useSession<Engine extends InferenceEngine, Question, Answer>(
  create: (() => Engine) | null,
  answerOf: Answering<Engine, Question, Answer>,
): ModelSession<Engine, Question, Answer> | null {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const session = useRef<ModelSession<Engine, Question, Answer> | null>(null);
  if (create && !session.current)
    session.current = new ModelSession(create, answerOf, () => changed(undefined));
  useEffect(() => () => session.current?.dispose(), []);
  return session.current;
}
