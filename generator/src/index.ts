// The package's public door: the commands as functions, the seam for sources, the metrics' entry.
export { add, type AddOptions, type AddResult } from './commands/add.ts';
export { build, type BuildOptions, type BuildResult } from './commands/build.ts';
export { check, type CheckOptions, type CheckResult } from './commands/check.ts';
export { evaluate, type EvaluateOptions, type EvaluateResult } from './commands/evaluate.ts';
export { explain, type ExplainOptions, type ExplainResult } from './commands/explain.ts';
export { ingest, type IngestOptions, type IngestResult } from './commands/ingest.ts';
export type { Finding } from './check/finding.ts';
export { realEffects, type Effects } from './effects.ts';
export { judge } from './evaluation/judge.ts';
export { ModelfolioError, type FindingName } from './modelfolio-error.ts';
