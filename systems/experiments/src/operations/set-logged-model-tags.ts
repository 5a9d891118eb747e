import type { Transaction } from '../database/database.ts';
import type { LoggedModelRow } from '../entities/logged-models.ts';

/** Sets tags of a logged model. */
export const setLoggedModelTagRows = (
  tx: Transaction,
  { model_id, experiment_id }: Pick<LoggedModelRow, 'model_id' | 'experiment_id'>,
  tags: ReadonlyMap<string, string>,
): Promise<void> =>
  tx.insert(
    'logged_model_tags',
    ['model_id', 'experiment_id', 'tag_key', 'tag_value'],
    Array.from(tags, ([key, value]) => [model_id, experiment_id, key, value]),
    'ON CONFLICT (model_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value',
  );
