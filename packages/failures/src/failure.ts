/** Where something is wrong. What is known of it stands at the head of the message. */
export interface Place {
  /** File at fault, as the reader would name it. */
  file?: string | null | undefined;
  /** Line of that file, from 1. */
  line?: number | null | undefined;
  /** Row of a table, from 1, as people count. */
  row?: number | null | undefined;
  /** Column of a table. */
  column?: string | null | undefined;
  /** Place in that file or request: a field, a JSON pointer or `line:column`. */
  field?: string | null | undefined;
}

export interface FailureDetails extends Place {
  /** What to do about it, as an order: `run modelfolio ingest`. */
  hint?: string | null | undefined;
  cause?: unknown;
}

/**
 * An expected failure. Its message is one line: where, what is wrong, and what to do.
 *
 * @example
 * throw new Failure('column-missing', 'the column is missing', { file: 'people.csv', column: 'age', hint: 'there are: a, b' });
 * // people.csv, column "age": the column is missing (there are: a, b)
 *
 * @typeParam Code names of what can be wrong, for code that reacts to it
 */
export class Failure<Code extends string = string> extends Error {
  readonly code: Code;
  /** What is wrong, without the place and the remedy. */
  readonly reason: string;
  readonly place: Readonly<Place>;
  readonly hint: string | null;

  constructor(code: Code, reason: string, { hint, cause, ...place }: FailureDetails = {}) {
    const [what, remedy] = [onOneLine(reason), hint == null ? null : onOneLine(hint)];
    super(
      `${[...placeWords(place), what].join(': ')}${remedy ? ` (${remedy})` : ''}`,
      cause === undefined ? undefined : { cause },
    );
    // The class that was thrown: bundlers rename classes, subclasses set theirs.
    this.name = 'Failure';
    this.code = code;
    this.reason = what;
    this.place = place;
    this.hint = remedy;
  }
}

/** `people.csv:12, row 3, column "age"` and the field, as far as they are known. */
function placeWords({ file, line, row, column, field }: Place): string[] {
  const inFile = line == null ? (file ?? null) : `${file ?? ''}:${line}`;
  const where = [
    inFile,
    row == null ? null : `row ${row}`,
    column == null ? null : `column ${shownValue(column)}`,
  ];
  return [where.filter(Boolean).join(', '), field].filter(Boolean).map((words) => onOneLine(String(words)));
}

/** Names come from files: nothing that a file says makes a message longer than a person reads. */
const longest = 2000;

/** Text on one line of at most 2,000 characters. */
export function onOneLine(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)} …` : text;
  return short.replaceAll(/\s*[\n\r\u2028\u2029]\s*/g, ' ');
}

/** A value as a message shows it: quoted, on one line and not too long. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(String(value));
  return text.length > 60 ? `${shortened(text)}"` : text;
}

/** Text as long as a message has room for. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
