import type { Place } from '@modelfolio/failures';
import type { FieldProblem } from '@modelfolio/service/request-failure';
import type { ModelContent } from '../models/loaded-model.ts';
import type { ProblemCode } from '../problem-kinds.ts';
import { ServiceError } from '../service-error.ts';
import { translateError } from '../translate-error.ts';
import type { Answered, Asked, TaskName } from './tasks.ts';

/** What a worker begins with. */
export interface WorkerStart {
  readonly models: readonly ModelContent[];
  /** Seconds that a graph may take to open or run. */
  readonly timeLimit: number;
}

/** What a worker is told: a task, one at a time, or that nobody waits for it any more. */
export type ToWorker =
  | {
      readonly kind: 'task';
      readonly name: TaskName;
      readonly model: string;
      readonly asked: Asked<TaskName>;
    }
  | { readonly kind: 'stop' };

/** What it answers to a task, and that it can begin. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: Answered<TaskName> }
  | { readonly kind: 'refused'; readonly refused: Refused }
  | { readonly kind: 'failed'; readonly name: string; readonly stack: string };

/** A {@link ServiceError} as data: another thread would get an error without its class. */
interface Refused {
  readonly code: ProblemCode;
  readonly reason: string;
  readonly hint: string | null;
  readonly place: Readonly<Place>;
  readonly errors: readonly FieldProblem[];
  readonly stack: string;
}

type Thrown = Extract<FromWorker, { kind: 'refused' | 'failed' }>;

/** What a task threw, as data. */
export function toWords(error: unknown): Thrown {
  const known = error instanceof ServiceError ? error : translateError(error);
  if (known) {
    const { code, reason, hint, place, errors, cause } = known;
    const { stack = '' } = cause instanceof Error ? cause : known;
    return { kind: 'refused', refused: { code, reason, hint, place, errors, stack } };
  }
  const { name, stack = '' } = error instanceof Error ? error : new Error('no error was thrown');
  return { kind: 'failed', name, stack };
}

/** The error of such data, with the stack of the worker: the log tells where in the code it was thrown. */
export function fromWords(words: FromWorker): Error {
  if (words.kind === 'refused') {
    const { code, reason, hint, place, errors, stack } = words.refused;
    return Object.assign(new ServiceError(code, reason, { ...place, hint, errors }), { stack });
  }
  const { name, stack } = words.kind === 'failed' ? words : { name: 'Error', stack: '' };
  return Object.assign(new Error('a worker has failed'), { name, stack });
}
