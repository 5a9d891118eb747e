import { Failure } from '@modelfolio/failures';

/** A command line or a setting that makes no sense. Its code `usage`, of whatever class, ends a program with 2. */
export class UsageError extends Failure<'usage'> {
  override readonly name = 'UsageError';

  constructor(reason: string, details: { hint?: string | null | undefined; cause?: unknown } = {}) {
    super('usage', reason, details);
  }
}
