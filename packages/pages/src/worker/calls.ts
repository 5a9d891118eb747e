import type { Place } from '@modelfolio/failures';

/**
 * What can be asked of a worker: a function a name, from a question to its answer. A second argument says what is told on
 * the way.
 *
 * @example
 * type Counting = { count(text: string, step?: (share: number) => void): number };
 */
export type Calls = Record<string, (question: never, step: never) => unknown>;

export type CallName<C extends Calls> = Extract<keyof C, string>;
export type QuestionOf<C extends Calls, Name extends CallName<C>> = Parameters<C[Name]>[0];
export type AnswerOf<C extends Calls, Name extends CallName<C>> = ReturnType<C[Name]>;
/** What a call tells on its way; `never` where it tells nothing. */
export type StepOf<C extends Calls, Name extends CallName<C>> =
  NonNullable<Parameters<C[Name]>[1]> extends (step: infer Step) => void ? Step : never;

/** What the page says to a worker. `id` comes back with the answer. */
export type WorkerRequest =
  | { id: number; kind: 'ask'; name: string; channel: string; question: unknown }
  /** Nobody waits for this answer any more. */
  | { id: number; kind: 'cancel' };

/** What the worker says to the page. A class does not survive the way: a failure goes as its parts. */
export type WorkerReply =
  | { id: number; kind: 'step'; step: unknown }
  | { id: number; kind: 'answer'; answer: unknown }
  | { id: number; kind: 'failed'; code: string; reason: string; place: Place; hint: string | null };
