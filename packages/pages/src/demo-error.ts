import { Failure, type FailureDetails } from '@modelfolio/failures';

/** What an engine says by itself; what fails inside a worker keeps the code that it has there. */
export type DemoErrorCode =
  | 'wasm-refused'
  | 'download'
  | 'digest'
  | 'model'
  | 'input'
  | 'table'
  | 'unsupported'
  | 'worker'
  | 'cancelled';

/** Why a demo cannot do what was asked, in one sentence for a visitor. */
export class DemoError extends Failure<DemoErrorCode | (string & {})> {
  constructor(code: DemoErrorCode | (string & {}), reason: string, details?: FailureDetails) {
    super(code, reason, details);
    this.name = 'DemoError';
  }
}

/** That something was ended before it was done: nothing to tell a visitor. */
export const cancelled = (cause?: unknown): DemoError => new DemoError('cancelled', 'Cancelled.', { cause });

export const isCancelled = (error: unknown): boolean =>
  error instanceof DemoError && error.code === 'cancelled';

/**
 * What a visitor is told of an error. After a whole sentence the remedy is another; after anything else it stands in
 * brackets.
 */
export function errorWords(error: unknown): string {
  if (error instanceof Failure && error.hint && /[.…]$/.test(error.reason) && noPlace(error))
    return `${error.reason} ${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}

const noPlace = ({ place }: Failure): boolean => Object.values(place).every((part) => part == null);
