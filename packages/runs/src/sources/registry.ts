import { RunsError } from '../runs-error.ts';
import { dvcSource } from './dvc/dvc.ts';
import { huggingFaceCardSource } from './hugging-face/hugging-face-card.ts';
import { metricsFileSource } from './metrics-file/metrics-file.ts';
import { mlflowFileStoreSource } from './mlflow/file-store.ts';
import { mlflowRestSource } from './mlflow/rest.ts';
import { mlflowSqliteSource } from './mlflow/sqlite-source.ts';
import { runRecordSource } from './run-record.ts';
import { tensorboardSource } from './tensorboard/tensorboard.ts';
import type { RunSource, SourceEffects } from './source.ts';

/** Every source there is; the first that detects a location reads it. */
export const runSources: readonly RunSource[] = [
  runRecordSource,
  mlflowRestSource,
  mlflowSqliteSource,
  mlflowFileStoreSource,
  dvcSource,
  tensorboardSource,
  huggingFaceCardSource,
  metricsFileSource,
];

/**
 * Finds the source for a location.
 *
 * @throws RunsError `source-unknown`
 */
export async function detectSource(location: string, effects: SourceEffects): Promise<RunSource> {
  for (const source of runSources) if (await source.detect(location, effects)) return source;
  const there = location.includes('://') || (await effects.kindOf(location)) !== null;
  throw new RunsError('source-unknown', there ? 'holds no runs in a known form' : 'not there', {
    file: location,
    hint: `known: ${runSources.map(({ reads }) => reads).join('; ')}`,
  });
}

/**
 * The source of a name.
 *
 * @throws RunsError `usage`
 */
export function namedSource(name: string): RunSource {
  const source = runSources.find((candidate) => candidate.name === name);
  if (source) return source;
  throw new RunsError('usage', `no source is named ${name}`, {
    hint: `there are: ${runSources.map((known) => known.name).join(', ')}`,
  });
}
