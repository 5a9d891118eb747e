import { join } from 'node:path';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { kindOf, readBytes, sha256Of, type Project } from '@modelfolio/project';

/** What was ingested from a location: id of a run → its fingerprint, and the path of its record. */
export type IngestedRuns = Map<string, readonly [fingerprint: string, path: string]>;

const cacheFile = z.object({
  generator: z.literal(packageJson.version),
  /** What the gate took out at the time: with other rules, runs are read again. */
  redaction: z.string(),
  runs: z.record(z.string(), z.tuple([z.string(), z.string()])),
});

function cachePath(location: string): string {
  return `.modelfolio/ingested/${sha256Of(location).slice(0, 16)}.json`;
}

/**
 * Reads what was ingested before. A cache that is not there, damaged, of another version or of other rules of redaction is
 * empty.
 */
export async function readIngested(
  project: Project,
  location: string,
  redaction: string,
): Promise<IngestedRuns> {
  const path = cachePath(location);
  if ((await kindOf(project, path)) !== 'file') return new Map();
  try {
    const value: unknown = JSON.parse(Buffer.from(await readBytes(project, path)).toString('utf8'));
    const known = cacheFile.parse(value);
    return new Map(known.redaction === redaction ? Object.entries(known.runs) : []);
  } catch {
    project.effects.signal.throwIfAborted();
    return new Map();
  }
}

/** Keeps what was ingested for the next time. */
export async function writeIngested(
  project: Project,
  location: string,
  redaction: string,
  runs: IngestedRuns,
): Promise<void> {
  const value = { generator: packageJson.version, redaction, runs: Object.fromEntries(runs) };
  await project.effects.writeFile(join(project.root, cachePath(location)), JSON.stringify(value));
}
