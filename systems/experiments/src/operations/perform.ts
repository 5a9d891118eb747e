import { randomBytes } from 'node:crypto';
import type { Transaction } from '../database/database.ts';
import { exactJson } from '../interface/json.ts';
import type { Caller } from '../store.ts';
import { thisMachine } from './machine.ts';
import { readRequest, type Context, type Operation } from './operation.ts';
import { operations, type OperationName } from './operations.ts';

const machine = thisMachine();

/** What a store adds to a request. */
export interface Surroundings {
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** An operation asked for, as it travels to where it is done. */
export interface Asked {
  readonly name: OperationName;
  readonly json: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/**
 * Does an operation in a transaction, and returns its answer as JSON text.
 *
 * @throws MlflowError
 */
export async function perform(
  { name, json, caller }: Asked,
  tx: Transaction,
  { artifactRoot, now }: Surroundings,
): Promise<string> {
  const own = operations[name] as Operation;
  const context: Context = { tx, now: now(), newId, artifactRoot, machine, reach: caller };
  return exactJson(await own.run(readRequest(own, json), context));
}

/** A new random id, as Python's `uuid4().hex`. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex');
}
