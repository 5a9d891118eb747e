/** A command line or a setting that makes no sense: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(reason: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(`${reason}${hint === undefined ? '' : ` (${hint})`}`, { cause });
  }
}
