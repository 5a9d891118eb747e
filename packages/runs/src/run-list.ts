import { join } from 'node:path';
import { kindOf, listFolder, readBytes, sha256Of, type Project } from '@modelfolio/project';
import { formatChecksums, parseChecksums, type Checksums } from '@modelfolio/project/checksums';
import { isRecordName } from './run-store.ts';

/**
 * Where a model's runs are listed with their digests: what `ingest`, `add` and the trainers wrote, and nothing else. A run
 * that was removed or made up by hand differs from it.
 */
export function runListPath(modelId: string): string {
  return `models/${modelId}/runs.sha256`;
}

/**
 * The list of a model's runs, by path in the model's folder; `null` where there is none, as in projects of earlier versions.
 *
 * @throws Failure `list-invalid`
 */
export async function readRunList(project: Project, modelId: string): Promise<Checksums | null> {
  const path = runListPath(modelId);
  if ((await kindOf(project, path)) !== 'file') return null;
  return parseChecksums(new TextDecoder().decode(await readBytes(project, path)), path);
}

/** A run's record as it was taken in just now. */
export interface ListedRecord {
  /** Path from the project's root. */
  path: string;
  /** `unchanged`: the record was there, and is listed as it was. */
  outcome: 'written' | 'unchanged';
}

/**
 * Lists records that a command wrote. A list that is not there yet begins with all records that are.
 *
 * @param records of this model
 */
export async function listRuns(
  project: Project,
  modelId: string,
  records: readonly ListedRecord[],
): Promise<void> {
  const home = `models/${modelId}/`;
  const known = await readRunList(project, modelId);
  const sums = new Map(known);
  const note = async (name: string): Promise<void> => {
    sums.set(name, sha256Of(await readBytes(project, home + name)));
  };
  const present = (await listFolder(project, `${home}runs`)).filter(isRecordName);
  if (known === null) for (const name of present) await note(`runs/${name}`);
  for (const { path, outcome } of records) {
    const name = path.slice(home.length);
    if (outcome === 'written' || !sums.has(name)) await note(name);
  }
  const text = formatChecksums(sums);
  if (known === null || text !== formatChecksums(known))
    await project.effects.writeFile(join(project.root, runListPath(modelId)), text);
}
