import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listed } from '@modelfolio/failures/listed';
import { parseLocation, type Location } from '../artifacts/location.ts';
import type { Transaction } from '../database/database.ts';
import type { StoreFinding } from './store-finding.ts';

export interface ArtifactFolders {
  /** Where a server keeps what it serves, as `--artifacts-destination` has it. */
  readonly destination: string;
  /** What relative paths are relative to. */
  readonly cwd: string;
}

/**
 * Logged models that are ready and versions of registered models whose folder is not there. What lies in a storage is not
 * looked for; nor are runs, which need not have artifacts.
 */
export async function* missingArtifacts(
  tx: Transaction,
  folders: ArtifactFolders,
): AsyncGenerator<StoreFinding> {
  const models = await tx.all<Owner>(
    `SELECT model_id AS name, artifact_location AS uri FROM logged_models
     WHERE status = 2 AND lifecycle_stage = 'active' ORDER BY model_id`,
  );
  yield* findings(models, 'models-without-artifacts', 'logged models', folders);
  const versions = await tx.all<Owner>(
    `SELECT name || '/' || CAST(version AS TEXT) AS name, COALESCE(storage_location, source) AS uri FROM model_versions
     WHERE current_stage IS NULL OR current_stage <> 'Deleted_Internal' ORDER BY name, version`,
  );
  yield* findings(versions, 'versions-without-artifacts', 'model versions', folders);
}

interface Owner {
  readonly name: string;
  readonly uri: string | null;
}

function* findings(
  owners: readonly Owner[],
  code: string,
  what: string,
  folders: ArtifactFolders,
): Generator<StoreFinding> {
  const missing = owners.filter(({ uri }) => {
    const folder = folderOf(uri ?? '', folders);
    return folder !== null && !existsSync(folder);
  });
  const [first] = missing;
  if (!first) return;
  yield {
    code,
    reason: `the artifacts of ${missing.length.toLocaleString('en')} ${what} are not at their place: ${listed(
      missing.map(({ name }) => name),
      3,
    )}, e.g. ${folderOf(first.uri ?? '', folders)}`,
    hint: 'bring the folder back, or say --artifacts-destination where this server keeps artifacts elsewhere',
  };
}

/** The folder on this machine that a URI means; `null` where it means none. */
function folderOf(uri: string, { destination, cwd }: ArtifactFolders): string | null {
  const [at, root] = [locationOf(uri, cwd), locationOf(destination, cwd)];
  if (at?.kind === 'folder') return at.path;
  return at?.kind === 'served' && root?.kind === 'folder' ? join(root.path, at.path) : null;
}

/** Where a URI leads; `null` for what needs a look into the database or a kind of storage that is not known. */
function locationOf(uri: string, cwd: string): Location | null {
  if (uri === '' || /^(?:runs|models):/.test(uri)) return null;
  try {
    return parseLocation(uri, cwd);
  } catch {
    return null;
  }
}
