import type { Answered, Asked, TaskName } from './tasks.ts';

/** Does what takes long. */
export interface DearWork {
  /**
   * Does a task.
   *
   * @param model id of a model that the service has
   * @param signal ends it
   * @throws ServiceError; the signal's reason
   */
  run<Name extends TaskName>(
    name: Name,
    model: string,
    asked: Asked<Name>,
    signal: AbortSignal,
  ): Promise<Answered<Name>>;
  /** Ends all of it. */
  end(): Promise<void>;
}
