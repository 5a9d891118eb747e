/** Why an operation of this system failed, for code that reacts to it. */
export type FashionMnistErrorCode =
  | 'dataset-damaged'
  | 'dataset-missing'
  | 'download-failed'
  | 'checkpoint-missing'
  | 'checkpoint-damaged'
  | 'backend-missing'
  | 'runs-damaged'
  | 'usage';

/** An expected failure: `message` is one line that says what is wrong, where, and what to do. */
export class FashionMnistError extends Error {
  readonly code: FashionMnistErrorCode;
  readonly hint: string | null;

  constructor(
    code: FashionMnistErrorCode,
    message: string,
    { hint, cause }: { hint?: string; cause?: unknown } = {},
  ) {
    super(hint === undefined ? message : `${message}: ${hint}`, { cause });
    this.name = 'FashionMnistError';
    this.code = code;
    this.hint = hint ?? null;
  }
}
