import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import type { NamedFile } from './evaluation-shards.ts';
import { FashionMnistError } from './fashion-mnist-error.ts';
import { chosenValidationAccuracy } from './training-record.ts';

/** Networks with as many parameters or more are not shipped: they must reach a phone quickly. */
const parameterLimit = 100_000;

/** Writes files under `folder`, each complete or not at all; those that are there with the same bytes stay untouched. */
export async function writeFiles(folder: string, files: readonly NamedFile[]): Promise<void> {
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    const present = await readFile(path).catch(() => null);
    if (present && Buffer.compare(present, bytes) === 0) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  }
}

/** A record as the file that keeps it. */
export function recordFile(record: RunRecord): NamedFile {
  return { name: `runs/${record.id}.json`, bytes: Buffer.from(`${JSON.stringify(record, null, 2)}\n`) };
}

/**
 * All records under `folder/runs`.
 *
 * @throws FashionMnistError `runs-damaged`, naming the file and the field
 */
export async function readRecords(folder: string): Promise<RunRecord[]> {
  const runs = join(folder, 'runs');
  const names = await readdir(runs).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map(async (name) => {
        const path = join(runs, name);
        const damaged = (reason: string, cause: unknown): FashionMnistError =>
          new FashionMnistError('runs-damaged', `${path}: ${reason}`, {
            hint: 'restore or remove the file',
            cause,
          });
        let json: unknown;
        try {
          json = JSON.parse(await readFile(path, 'utf8'));
        } catch (cause) {
          throw damaged('not JSON', cause);
        }
        const parsed = runRecord.safeParse(json);
        if (parsed.success) return parsed.data;
        const [issue] = parsed.error.issues;
        throw damaged(`/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'invalid'}`, parsed.error);
      }),
  );
}

/**
 * The run to ship: the highest validation accuracy among finished candidates below the limit of
 * parameters. Test accuracy plays no part. `null` when none qualifies.
 */
export function chooseRun(records: readonly RunRecord[]): RunRecord | null {
  const qualified = records.filter(
    ({ status, tags, params }) =>
      status === 'finished' &&
      tags['modelfolio.role'] === 'candidate' &&
      typeof params['trainableParameters'] === 'number' &&
      params['trainableParameters'] + Number(params['nonTrainableParameters'] ?? 0) < parameterLimit,
  );
  const accuracy = (record: RunRecord): number => chosenValidationAccuracy(record) ?? -1;
  return qualified.reduce<RunRecord | null>(
    (best, record) => (best === null || accuracy(record) > accuracy(best) ? record : best),
    null,
  );
}
