/** Why an ONNX file cannot be taken, for code that reacts to it. */
export type OnnxErrorCode =
  | 'classes-mismatch'
  | 'columns-mismatch'
  | 'model-unreadable'
  | 'operators-unsupported'
  | 'signature-unsupported'
  | 'targets-mismatch'
  | 'task-unknown';

interface Details {
  /** Names the file at fault. */
  file?: string | undefined;
  /** What to do about it, as an order. */
  hint?: string | undefined;
  cause?: unknown;
}

/** Names come from files: nothing that a file says makes a message longer than a person reads. */
const longest = 2000;

/** An expected failure: one clear line that says which file, what is wrong with it, and what to do. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
  readonly code: OnnxErrorCode;
  readonly file: string | null;
  /** What is wrong, without the file and the remedy. */
  readonly reason: string;
  readonly hint: string | null;

  constructor(code: OnnxErrorCode, reason: string, { file, hint, cause }: Details = {}) {
    const [shortReason, shortHint] = [oneLine(reason), hint === undefined ? null : oneLine(hint)];
    super(
      `${file === undefined ? '' : `${oneLine(file)}: `}${shortReason}${shortHint === null ? '' : ` (${shortHint})`}`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.file = file ?? null;
    this.reason = shortReason;
    this.hint = shortHint;
  }
}

function oneLine(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)} …` : text;
  return short.replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ');
}
