import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import type { RunRecord } from '@modelfolio/schemas';
import type { RunSource, SourceEffects } from '../src/sources/source.ts';
import { realEffects } from './real-effects.ts';

/** Every record of a location, and into `notes` what was said on the way. */
export async function readStore(
  source: RunSource,
  location: string,
  { notes = [], effects = realEffects() }: { notes?: string[] | undefined; effects?: SourceEffects } = {},
): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  const listening = { ...effects, note: (line: string) => void notes.push(line) };
  for await (const listed of source.list(location, listening)) runs.push(await listed.load());
  return runs;
}

/** The failure that a location is refused with, in one line. */
export async function refusalOf(source: RunSource, location: string): Promise<Failure> {
  const outcome = await readOrRefusal(source, location);
  if (outcome instanceof Failure && !outcome.message.includes('\n')) return outcome;
  throw new Error(`not refused in one line: ${JSON.stringify(outcome)}`);
}

/** What becomes of a damaged location: its records, or the failure it is refused with. Anything else is thrown. */
export async function readOrRefusal(source: RunSource, location: string): Promise<RunRecord[] | Failure> {
  try {
    return await readStore(source, location);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Fingerprints by id, in the order of the runs. */
export async function fingerprintsOf(
  source: RunSource,
  location: string,
): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for await (const { id, fingerprint } of source.list(location, realEffects())) found.set(id, fingerprint);
  return found;
}

/** A folder of its own for the running test, with these files in it. */
export function folderOf(files: Record<string, string | Uint8Array>, name = 'store'): string {
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
