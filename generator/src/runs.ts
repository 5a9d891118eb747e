import type { RunRecord } from '@modelfolio/schemas';
import { ModelfolioError } from './modelfolio-error.ts';
import { listFolder, readBytes, sha256Of, type Project } from './project.ts';
import type { JsonFile } from './json-file.ts';
import { parseRunRecord } from './sources/run-record.ts';

/** Where a run's record lies; ids of other trackers may hold characters that paths cannot. */
export function runPath(modelId: string, runId: string): string {
  return `models/${modelId}/runs/${encodeURIComponent(runId)}.json`;
}

/**
 * Reads all records under `models/<id>/runs/`, in name order.
 *
 * @throws ModelfolioError `run-invalid`, naming file and field; also when two files hold one id
 */
export async function readRuns(project: Project, id: string): Promise<JsonFile<RunRecord>[]> {
  const folder = `models/${id}/runs`;
  const runs: JsonFile<RunRecord>[] = [];
  for (const name of await listFolder(project, folder)) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue;
    const path = `${folder}/${name}`;
    const bytes = await readBytes(project, path);
    const value = parseRunRecord(bytes, path);
    const twin = runs.find((run) => run.value.id === value.id);
    if (twin)
      throw new ModelfolioError('run-invalid', `${value.id} is also the id of ${twin.path}`, {
        file: path,
        field: '/id',
        hint: 'remove one of them',
      });
    runs.push({ path, value, bytes: bytes.length, sha256: sha256Of(bytes) });
  }
  return runs;
}

/**
 * The run whose weights are shipped, as card.yaml names it.
 *
 * @throws ModelfolioError `run-missing`
 */
export function chosenRun(
  runs: readonly JsonFile<RunRecord>[],
  runId: string,
  cardPlace: {
    file: string;
    field: string;
  },
): JsonFile<RunRecord> {
  const run = runs.find(({ value }) => value.id === runId);
  if (run) return run;
  const ids = runs.map(({ value }) => value.id);
  throw new ModelfolioError('run-missing', `run: no record with the id ${runId}`, {
    ...cardPlace,
    hint:
      ids.length > 0
        ? `there are: ${ids.join(', ')}`
        : 'runs/ is empty: run modelfolio ingest <path to runs>',
  });
}
