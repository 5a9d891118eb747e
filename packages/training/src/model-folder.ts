import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '@modelfolio/command-line/files';
import { Failure } from '@modelfolio/failures';
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

/** A record as the file that keeps it. */
export function recordFile(record: RunRecord): NamedFile {
  return { name: `runs/${record.id}.json`, bytes: Buffer.from(`${JSON.stringify(record, null, 2)}\n`) };
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
