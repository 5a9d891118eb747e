import type { AccessLevel } from './reach.ts';
import type { OperationName } from './operations/operations.ts';

/** Who asks. */
export interface Caller {
  readonly server: AccessLevel;
  readonly experiments: Readonly<Record<string, AccessLevel>>;
}

/** A database of experiments, whatever kind it is. */
export interface Store {
  /**
   * Does an operation and resolves to its answer as JSON text.
   *
   * @param json what was sent
   * @param signal ends the waiting for it; a change that has begun is made all the same
   * @throws MlflowError
   */
  call(
    name: OperationName,
    json: Readonly<Record<string, unknown>>,
    caller: Caller,
    signal?: AbortSignal,
  ): Promise<string>;
  /** Ends when all that was begun is done. */
  close(): Promise<void>;
}
