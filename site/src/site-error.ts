/** A mistake in content or records that stops the build: one line that says what, where and what to do. */
export class SiteError extends Error {
  readonly code: string;
  /** The message without the hint. */
  readonly what: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = 'SiteError';
    this.code = code;
    this.what = message;
    this.hint = hint;
  }
}
