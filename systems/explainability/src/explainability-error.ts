export type ExplainabilityErrorCode =
  | 'input'
  | 'not-finite'
  | 'model-failed'
  | 'too-large'
  | 'unsupported'
  | 'cancelled';

/** Why something cannot be explained, in one line for a person: what is wrong, where, what to do. */
export class ExplainabilityError extends Error {
  override readonly name = 'ExplainabilityError';
  readonly code: ExplainabilityErrorCode;
  readonly hint: string | undefined;

  constructor(
    code: ExplainabilityErrorCode,
    message: string,
    options: { hint?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
