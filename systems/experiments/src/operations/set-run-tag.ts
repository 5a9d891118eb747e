import type { Transaction } from '../database/database.ts';

const onTagConflict = 'ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value';

/** Names a run: its name and the tag that says it go together. */
export async function setRunName(tx: Transaction, runId: string, name: string): Promise<void> {
  await tx.run('UPDATE runs SET name = ? WHERE run_uuid = ?', [name, runId]);
  await tx.insert('tags', ['key', 'value', 'run_uuid'], [['mlflow.runName', name, runId]], onTagConflict);
}

/** Sets tags of a run; of one key the last counts. */
export async function setRunTags(
  tx: Transaction,
  runId: string,
  tags: readonly { readonly key: string; readonly value: string }[],
): Promise<void> {
  const byKey = new Map(tags.map(({ key, value }) => [key, value]));
  const name = byKey.get('mlflow.runName');
  byKey.delete('mlflow.runName');
  // An empty name leaves the run with the one that it has.
  if (name !== undefined && name !== '') await setRunName(tx, runId, name);
  await tx.insert(
    'tags',
    ['key', 'value', 'run_uuid'],
    Array.from(byKey, ([key, value]) => [key, value, runId]),
    onTagConflict,
  );
}

/** Sets one tag of a run. */
export const setRunTag = (
  tx: Transaction,
  runId: string,
  tag: { readonly key: string; readonly value: string },
): Promise<void> => setRunTags(tx, runId, [tag]);
