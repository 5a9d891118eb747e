import type { Transaction } from '../database/database.ts';
import type { Message, MessageName } from '../interface/message-types.ts';
import { MessageMismatch, parseMessage } from '../interface/parse-message.ts';
import { checkRules, type Rules } from '../interface/request-rules.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { rejectDoubleSpelling } from '../interface/double-spelling.ts';
import type { Reach } from '../reach.ts';
import type { Machine } from './machine.ts';

/** What an operation may use besides its request. */
export interface Context {
  readonly tx: Transaction;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A new random id: 32 hexadecimal digits. */
  newId(): string;
  /** Where artifacts of new experiments go: a URI to which `/<experiment id>` is added. */
  readonly artifactRoot: string;
  readonly machine: Machine;
  /** What the caller may see and change. */
  readonly reach: Reach;
}

/** One thing that a client of MLflow can ask for, independent of HTTP and of the kind of database. */
export interface Operation<Name extends MessageName = MessageName> {
  readonly message: Name;
  readonly rules: Rules;
  /** Whether it may change the database. */
  readonly writes: boolean;
  /**
   * Does it, in one transaction.
   *
   * @returns the answer as MLflow's JSON has it: fields that are not set are left out
   * @throws MlflowError; then nothing has changed
   */
  run(request: Message<Name>, context: Context): Promise<object>;
}

/** Defines an operation; the request has the type of its message. */
export const operation = <Name extends MessageName>(definition: Operation<Name>): Operation<Name> =>
  definition;

/**
 * A request as its message has it, checked as MLflow's handlers do it.
 *
 * @param json what was sent: the body, or the query with all values as text
 * @throws MlflowError `INVALID_PARAMETER_VALUE` in MLflow's words
 */
export function readRequest<Name extends MessageName>(
  { message, rules }: Pick<Operation<Name>, 'message' | 'rules'>,
  json: Readonly<Record<string, unknown>>,
): Message<Name> {
  rejectDoubleSpelling(message, json);
  try {
    const request = parseMessage(message, json);
    checkRules(rules, json, true);
    return request;
  } catch (error) {
    if (!(error instanceof MessageMismatch)) throw error;
    checkRules(rules, json, false);
    // MLflow goes on with what it has read so far; nobody can rely on what that is.
    throw invalidParameter(`The request does not fit ${message}: ${error.message}.`);
  }
}
