/** A mistake in content or records that stops the build: one line that says what, where and what to do. */
export class SiteError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = 'SiteError';
    this.code = code;
    this.hint = hint;
  }
}
