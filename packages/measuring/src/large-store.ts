import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askPython } from './interop-python.ts';

/** How many metrics a run of the large store has, and how many steps each of them. */
export const [metricsEach, stepsEach] = [20, 50];

/**
 * Path of an `mlflow.db` of so many runs, made the first time (minutes) and kept in the folder for temporary files.
 *
 * @param size metrics of each run and steps of each metric
 */
export async function largeStore(
  runs: number,
  { metrics = metricsEach, steps = stepsEach }: { metrics?: number; steps?: number } = {},
): Promise<string> {
  const folder = join(tmpdir(), 'modelfolio-bench');
  const store = join(folder, `mlflow-${runs}x${metrics}x${steps}.db`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(store)) {
    process.stderr.write('Making the store (minutes)…\n');
    await askPython<unknown>('bench_ingest.py', 'make', store, runs, metrics, steps);
  }
  return store;
}
