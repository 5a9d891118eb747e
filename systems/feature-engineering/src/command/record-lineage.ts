import { join } from 'node:path';
import { openStore } from '../store/data-store.ts';
import { digestChunks } from '../store/digest.ts';
import type { StoreEffects } from '../store/store-effects.ts';
import type { Effects } from './effects.ts';

/** A file that was made of another. */
export interface MadeFile {
  input: string;
  output: string;
  /** Digest of the fitted pipeline's state. */
  state: string;
  /** Also where no store is: then in the working folder. */
  lineage: boolean;
}

/** Where a project keeps its snapshots and lineage. */
export const lineageFile = (root: string): string => join(root, '.modelfolio', 'features.db');

/**
 * Records that a file was made of another, where a data store is. The work is done by then: what goes wrong is told, and
 * nothing else.
 */
export async function recordStep(
  { input, output, state, lineage }: MadeFile,
  effects: Effects,
): Promise<void> {
  // Of a stream nothing is left to digest.
  if (input === '-' || output === '-') return;
  try {
    const root = (await rootOf(effects.store)) ?? (lineage ? '.' : null);
    if (root === null) return;
    const [from, to] = [await md5Of(input, effects.store), await md5Of(output, effects.store)];
    const { openLineage } = await import('../store/lineage.ts');
    const database = openLineage(lineageFile(root), effects);
    try {
      database.lineage(to, [from], { state, command: effects.commandLine });
    } finally {
      database.close();
    }
  } catch (error) {
    effects.note(`lineage not recorded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The project that the working folder is in, if it is in one. */
export async function rootOf(store: StoreEffects): Promise<string | null> {
  try {
    return (await openStore('.', store)).root;
  } catch {
    return null;
  }
}

const md5Of = async (path: string, store: StoreEffects): Promise<string> =>
  (await digestChunks(store.readChunks(path), 'md5')).md5;
