/**
 * Stable names of everything that can be wrong. `modelfolio check` reports findings by these names,
 * and a command that cannot go on throws a {@link ModelfolioError} with one as its code.
 */
export type FindingName =
  | 'answers-missing'
  | 'card-invalid'
  | 'card-missing'
  | 'card-orphaned'
  | 'card-removed'
  | 'card-yaml-invalid'
  | 'card-yaml-missing'
  | 'card-yaml-old'
  | 'classes-mismatch'
  | 'columns-mismatch'
  | 'config-invalid'
  | 'evaluation-disagrees'
  | 'evaluation-invalid'
  | 'evaluation-missing'
  | 'evaluation-set-damaged'
  | 'evaluation-set-missing'
  | 'evaluation-stale'
  | 'explanation-disagrees'
  | 'explanation-failed'
  | 'explanation-invalid'
  | 'explanation-stale'
  | 'figure-mismatch'
  | 'figure-unknown'
  | 'input-changed'
  | 'link-dead'
  | 'manifest-invalid'
  | 'manifest-missing'
  | 'manifest-stale'
  | 'metric-regressed'
  | 'model-exists'
  | 'model-missing'
  | 'model-output-wrong'
  | 'model-unreadable'
  | 'model-unknown'
  | 'operators-unsupported'
  | 'page-invalid'
  | 'project-missing'
  | 'record-mismatch'
  | 'revision-unknown'
  | 'run-invalid'
  | 'run-missing'
  | 'section-blank'
  | 'section-placeholder'
  | 'signature-unsupported'
  | 'source-unknown'
  | 'source-unreadable'
  | 'targets-mismatch'
  | 'task-unknown'
  | 'text-deceptive'
  | 'usage'
  | 'version-rewritten'
  | 'version-unknown'
  | 'version-unraised';

interface Details {
  /** File at fault, from the project's root. */
  file?: string | undefined;
  /** Place in that file: a field, a JSON pointer or `line:column`. */
  field?: string | undefined;
  /** What to do about it, as an order: `run modelfolio ingest`. */
  hint?: string | undefined;
  cause?: unknown;
}

/** An expected failure: one clear line that says what is wrong, where, and what to do. */
export class ModelfolioError extends Error {
  readonly code: FindingName;
  readonly file: string | null;
  readonly field: string | null;
  readonly hint: string | null;
  /** What is wrong, without the place and the remedy. */
  readonly reason: string;

  constructor(code: FindingName, reason: string, details: Details = {}) {
    super(oneLine(reason, details), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ModelfolioError';
    this.code = code;
    this.reason = reason;
    this.file = details.file ?? null;
    this.field = details.field ?? null;
    this.hint = details.hint ?? null;
  }
}

function oneLine(reason: string, { file, field, hint }: Details): string {
  const place = [file, field].filter(Boolean).join(': ');
  return [place, place && ': ', reason, hint && ` (${hint})`]
    .filter(Boolean)
    .join('')
    .replace(/\s*\n\s*/g, ' ');
}
