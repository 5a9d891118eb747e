import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '@modelfolio/command-line/files';
import { Failure } from '@modelfolio/failures';
import { sha256Of } from '@modelfolio/project';
import { formatChecksums, parseChecksums } from '@modelfolio/project/checksums';
import { sealed } from '@modelfolio/project/sealed-record';
import { runRecord, type RunRecord } from '@modelfolio/schemas';

/** A file by name and content. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** Writes files under `folder`, each complete or not at all; those that are there with the same bytes stay untouched. */
export async function writeFiles(folder: string, files: readonly NamedFile[]): Promise<void> {
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    const present = await readFile(path).catch(() => null);
    if (present && Buffer.compare(present, bytes) === 0) continue;
    await mkdir(dirname(path), { recursive: true });
    await replaceFile(path, bytes);
  }
}

/** Writes the record of a training under `folder/runs`, sealed, and puts it on the list of the model's runs. */
export async function writeTrainingRecord(folder: string, record: RunRecord): Promise<void> {
  const text = `${JSON.stringify(sealed(record, record.source.command ?? 'npm run train'), null, 2)}\n`;
  const name = `runs/${record.id}.json`;
  await writeFiles(folder, [{ name, bytes: Buffer.from(text) }]);
  const list = join(folder, 'runs.sha256');
  const listed = await readFile(list, 'utf8').catch(() => '');
  const sums = new Map([...parseChecksums(listed, list), [name, sha256Of(text)]]);
  await writeFiles(folder, [{ name: 'runs.sha256', bytes: Buffer.from(formatChecksums(sums)) }]);
}

/**
 * All records under `folder/runs`.
 *
 * @throws Failure `runs-damaged`, naming the file and the field
 */
export async function readRecords(folder: string): Promise<RunRecord[]> {
  const runs = join(folder, 'runs');
  const names = await readdir(runs).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => readRecord(join(runs, name))),
  );
}

async function readRecord(file: string): Promise<RunRecord> {
  const damaged = (reason: string, cause: unknown, field?: string): Failure =>
    new Failure('runs-damaged', reason, { file, field, hint: 'restore or remove the file', cause });
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw damaged('not JSON', cause);
  }
  const parsed = runRecord.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(issue?.message ?? 'invalid', parsed.error, `/${issue?.path.join('/') ?? ''}`);
}
