/** Why an operation of this system failed, for code that reacts to it. */
export type FeaturesErrorCode =
  | 'frame-invalid'
  | 'column-missing'
  | 'column-type'
  | 'not-fitted'
  | 'fit-impossible'
  | 'category-unknown'
  | 'value-invalid'
  | 'state-invalid'
  | 'state-newer'
  | 'rules-invalid'
  | 'rules-broken'
  | 'store-damaged'
  | 'file-unreadable'
  | 'onnx-impossible'
  | 'usage';

/** Where something is wrong; what is known of it stands at the head of the message. */
export interface Place {
  file?: string | undefined;
  /** From 1, as people count. */
  row?: number | undefined;
  column?: string | undefined;
  hint?: string | undefined;
  cause?: unknown;
}

/** An expected failure: `message` is one line that says where, what is wrong, and what to do. */
export class FeaturesError extends Error {
  readonly code: FeaturesErrorCode;
  readonly place: Readonly<Omit<Place, 'hint' | 'cause'>>;
  readonly hint: string | null;

  constructor(code: FeaturesErrorCode, reason: string, { file, row, column, hint, cause }: Place = {}) {
    const where = [
      file,
      row === undefined ? undefined : `row ${row}`,
      column === undefined ? undefined : `column ${JSON.stringify(column)}`,
    ].filter((part) => part !== undefined);
    const head = where.length > 0 ? `${where.join(', ')}: ` : '';
    super(`${head}${reason}${hint === undefined ? '' : ` (${hint})`}`, { cause });
    this.name = 'FeaturesError';
    this.code = code;
    this.place = { file, row, column };
    this.hint = hint ?? null;
  }
}
