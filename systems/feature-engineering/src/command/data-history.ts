import type { AddedData } from '../store/add-data.ts';
import { join } from 'node:path';
import type { DataStore } from '../store/data-store.ts';
import type { Lineage, Snapshot } from '../store/lineage.ts';
import type { Effects } from './effects.ts';
import { withRows } from './open-data.ts';
import { lineageFile } from './record-lineage.ts';

/** Uses the database of snapshots and lineage, and closes it. SQLite is loaded where it is needed. */
export async function withLineage<T>(
  { root }: DataStore,
  effects: Effects,
  use: (lineage: Lineage) => T,
): Promise<T> {
  const { openLineage } = await import('../store/lineage.ts');
  const lineage = openLineage(lineageFile(root), effects);
  try {
    return use(lineage);
  } finally {
    lineage.close();
  }
}

/** Records what a path holds now; the same content as last time is no new snapshot, unless there is something to note. */
export async function snapshotOf(
  store: DataStore,
  { path, md5, size, files }: AddedData,
  note: string | null,
  effects: Effects,
): Promise<Snapshot> {
  const counts = files === null ? await countsOf(join(store.root, path), effects) : nothing;
  return withLineage(store, effects, (lineage) => {
    const last = lineage.history(path).at(-1);
    if (last?.md5 === md5 && (note === null || note === last.note)) return last;
    return lineage.snapshot({ path, md5, size, ...counts, note });
  });
}

const nothing = { rows: null, columns: null };

/** Rows and columns of a table; of another file nothing is known. */
async function countsOf(path: string, effects: Effects): Promise<Pick<Snapshot, 'rows' | 'columns'>> {
  if (!/\.(?:csv|tsv|parquet|csv\.gz|tsv\.gz)$/i.test(path)) return nothing;
  try {
    return await withRows(path, effects, {}, async ({ rows: known, columns, batches }) => {
      let rows = known ?? 0;
      if (known === null) for await (const frame of batches()) rows += frame.rows;
      return { rows, columns: columns.length };
    });
  } catch {
    // A file that is no table is data all the same.
    effects.signal.throwIfAborted();
    return nothing;
  }
}
