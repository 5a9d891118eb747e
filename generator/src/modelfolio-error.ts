import { Failure } from '@modelfolio/failures';

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
  | 'model-stopped'
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

/** What a command cannot go on for. Files are named from the root of the project. */
export class ModelfolioError extends Failure<FindingName> {
  override readonly name = 'ModelfolioError';
}
