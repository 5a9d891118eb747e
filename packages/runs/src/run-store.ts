import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from './runs-error.ts';
import { kindOf, listFolder, readBytes, sha256Of, type Project } from '@modelfolio/project';
import type { JsonFile } from '@modelfolio/project/json-file';
import { parseRunRecord } from './sources/run-record.ts';

/** Names that Windows keeps for devices, alone or before a dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Name of the file of a run's record. */
export const recordFileName = (runId: string): string => `${fileNameOf(runId)}.json`;

/** Where the record of a model's run lies. */
export function runPath(modelId: string, runId: string): string {
  return `models/${modelId}/runs/${recordFileName(runId)}`;
}

/** Where the record of a run lies that belongs to no model yet. */
export function waitingRunPath(experiment: string, runId: string): string {
  return `runs/${experimentFolder(experiment)}/${recordFileName(runId)}`;
}

/** A folder's name for an experiment: its own where it is a plain one, else made plain and marked by a hash. */
export function experimentFolder(experiment: string): string {
  const plain = experiment
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  const safe = plain === experiment && plain !== '' && !reserved.test(plain);
  return safe ? plain : `${plain || 'experiment'}-${sha256Of(experiment).slice(0, 6)}`;
}

/**
 * A file's name for an id of any tracker: itself where every file system takes it, else encoded; a hash marks one that is
 * long, or that differs from another by its case alone.
 */
function fileNameOf(id: string): string {
  const encoded = encodeURIComponent(id).replaceAll('*', '%2A').replace(/^\./, '%2E');
  const isReserved = reserved.test(encoded);
  if (encoded.length <= 120 && !/[A-Z]/.test(id) && !isReserved) return encoded;
  // Windows looks at what stands before the first dot, so a hash at the end does not free such a name.
  return `${isReserved ? 'run-' : ''}${encoded.slice(0, 100)}-${sha256Of(id).slice(0, 8)}`;
}

/**
 * Reads all records under `models/<id>/runs/`, in name order.
 *
 * @throws RunsError `run-invalid`, naming file and field; also when two files hold one id
 */
export async function readRuns(project: Project, id: string): Promise<JsonFile<RunRecord>[]> {
  const folder = `models/${id}/runs`;
  const runs: JsonFile<RunRecord>[] = [];
  for (const name of await listFolder(project, folder)) {
    if (!isRecordName(name)) continue;
    const path = `${folder}/${name}`;
    const run = await readRun(project, path);
    const twin = runs.find(({ value }) => value.id === run.value.id);
    if (twin)
      throw new RunsError('run-invalid', `${run.value.id} is also the id of ${twin.path}`, {
        file: path,
        field: '/id',
        hint: 'remove one of them',
      });
    runs.push(run);
  }
  return runs;
}

/**
 * The run whose weights are shipped, as card.yaml names it.
 *
 * @throws RunsError `run-missing`
 */
export function chosenRun(
  runs: readonly JsonFile<RunRecord>[],
  runId: string,
  cardPlace: { file: string; field: string },
): JsonFile<RunRecord> {
  const run = runs.find(({ value }) => value.id === runId);
  if (run) return run;
  const ids = runs.map(({ value }) => value.id);
  throw new RunsError('run-missing', `run: no record with the id ${runId}`, {
    ...cardPlace,
    hint:
      ids.length > 0
        ? `there are: ${ids.join(', ')}`
        : 'runs/ is empty: run modelfolio ingest <path to runs>',
  });
}

/**
 * The record of the run that card.yaml names, without reading the others.
 *
 * @throws RunsError `run-missing` or `run-invalid`
 */
export async function readChosenRun(
  project: Project,
  id: string,
  runId: string,
  cardPlace: { file: string; field: string },
): Promise<JsonFile<RunRecord>> {
  const path = runPath(id, runId);
  if ((await kindOf(project, path)) === 'file') {
    const run = await readRun(project, path);
    if (run.value.id === runId) return run;
  }
  // The file may have been named by hand.
  return chosenRun(await readRuns(project, id), runId, cardPlace);
}

/** How many records a model has. */
export async function countRuns(project: Project, id: string): Promise<number> {
  const names = await listFolder(project, `models/${id}/runs`);
  return names.filter(isRecordName).length;
}

/** Whether a file in a folder of records is one. */
export function isRecordName(name: string): boolean {
  return name.endsWith('.json') && !name.startsWith('.');
}

/** The id that a record says it has, unchecked; `null` for what is no record. */
export function recordIdOf(bytes: Uint8Array): string | null {
  return namesOf(bytes)?.id ?? null;
}

/**
 * Finds an ingested run by its id or its name, wherever its record lies. Only the record found is checked, so that one
 * among ten thousand is found in seconds.
 *
 * @throws RunsError `run-missing` when there is none, or more than one of that name; `run-invalid`
 */
export async function findRun(project: Project, idOrName: string): Promise<JsonFile<RunRecord>> {
  const folders = await runFolders(project);
  for (const folder of folders) {
    const path = `${folder}/${recordFileName(idOrName)}`;
    if ((await kindOf(project, path)) === 'file') {
      const file = await readRun(project, path);
      if (file.value.id === idOrName) return file;
    }
  }
  const named: { path: string; id: string }[] = [];
  for (const folder of folders)
    for (const name of (await listFolder(project, folder)).filter(isRecordName)) {
      const path = `${folder}/${name}`;
      const names = namesOf(await readBytes(project, path));
      if (names?.id === idOrName) return readRun(project, path);
      if (names?.name === idOrName) named.push({ path, id: names.id });
    }
  const [first] = named;
  const quoted = JSON.stringify(idOrName);
  if (!first)
    throw new RunsError('run-missing', `no ingested run has the id or name ${quoted}`, {
      hint: 'run modelfolio ingest <path to runs> first',
    });
  // A model's own copy of a waiting record is the same run.
  if (named.every(({ id }) => id === first.id)) return readRun(project, first.path);
  throw new RunsError('run-missing', `${named.length} runs are named ${quoted}`, {
    hint: `name one by its id: ${named
      .slice(0, 10)
      .map(({ id, path }) => `${id} (${path})`)
      .join(', ')}`,
  });
}

async function readRun(project: Project, path: string): Promise<JsonFile<RunRecord>> {
  const bytes = await readBytes(project, path);
  return { path, value: parseRunRecord(bytes, path), bytes: bytes.length, sha256: sha256Of(bytes) };
}

/** How every record begins that this command wrote: its names are read without parsing its histories. */
const string = String.raw`("(?:[^"\\]|\\.)*")`;
const head = new RegExp(
  String.raw`^\{\s*"schemaVersion":\s*1,\s*"id":\s*${string},\s*"experiment":\s*${string},\s*"name":\s*${string}`,
);

function namesOf(bytes: Uint8Array): { id: string; name: unknown } | null {
  const [, id, , name] = head.exec(new TextDecoder().decode(bytes.subarray(0, 4096))) ?? [];
  try {
    if (id !== undefined && name !== undefined)
      return { id: JSON.parse(id) as string, name: JSON.parse(name) as unknown };
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
      return null;
    return { id: value.id, name: 'name' in value ? value.name : null };
  } catch {
    return null;
  }
}

async function runFolders(project: Project): Promise<string[]> {
  const waiting = (await listFolder(project, 'runs')).map((name) => `runs/${name}`);
  const models = (await listFolder(project, 'models')).map((id) => `models/${id}/runs`);
  return [...waiting, ...models];
}
