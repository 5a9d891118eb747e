import { checkModelName } from '../checks/model-names.ts';
import type { Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';
import { doesNotExist } from '../mlflow-error.ts';
import { latestVersions, toModelVersions } from './model-versions.ts';

/** A row of `registered_models`. */
export interface RegisteredModelRow {
  readonly name: string;
  readonly creation_time: Int64 | null;
  readonly last_updated_time: Int64 | null;
  readonly description: string | null;
}

export const registeredModelColumns = 'name, creation_time, last_updated_time, description';

/** The tag that marks prompts, which MLflow keeps among registered models. */
export const promptTag = 'mlflow.prompt.is_prompt';

/** Whether tags are those of a prompt; of one key the last counts. */
export const arePrompts = (
  tags: readonly { readonly key?: string; readonly value?: string | null }[],
): boolean => tags.findLast(({ key }) => key === promptTag)?.value?.toLowerCase() === 'true';

/** A registered model by its name. @throws MlflowError where there is none, and for a name that none can have */
export async function registeredModelBy(tx: Transaction, name: string): Promise<RegisteredModelRow> {
  checkModelName(name);
  const found = await tx.first<RegisteredModelRow>(
    `SELECT ${registeredModelColumns} FROM registered_models WHERE workspace = 'default' AND name = ?`,
    [name],
  );
  if (!found) throw doesNotExist(`Registered Model with name=${name} not found`);
  return found;
}

/** The tags of a registered model. */
export const registeredModelTags = (
  tx: Transaction,
  name: string,
): Promise<{ key: string; value: string | null }[]> =>
  tx.all(`SELECT key, value FROM registered_model_tags WHERE workspace = 'default' AND name = ?`, [name]);

/** Registered models as MLflow's JSON has them, in the order of the rows: with tags, aliases, the newest of each stage. */
export async function toRegisteredModels(
  tx: Transaction,
  rows: readonly RegisteredModelRow[],
): Promise<object[]> {
  if (rows.length === 0) return [];
  const names = JSON.stringify(rows.map(({ name }) => name));
  const areTheirs = `workspace = 'default' AND ${tx.isAnyOf('name')}`;
  const tags = byName(
    await tx.all<{ name: string; key: string; value: string | null }>(
      `SELECT name, key, value FROM registered_model_tags WHERE ${areTheirs} ORDER BY name, key`,
      [names],
    ),
  );
  const aliases = byName(
    await tx.all<{ name: string; alias: string; version: number }>(
      `SELECT name, alias, version FROM registered_model_aliases WHERE ${areTheirs} ORDER BY name, alias`,
      [names],
    ),
  );
  const latest = await latestVersions(tx, names);
  const shown = await toModelVersions(tx, latest, { aliases: false });
  const versions = byName(latest.map(({ name }, index) => ({ name, version: shown[index] })));
  return rows.map((row) => ({
    name: row.name,
    creation_timestamp: row.creation_time ?? undefined,
    last_updated_timestamp: row.last_updated_time || undefined,
    description: row.description || undefined,
    latest_versions: versions.get(row.name)?.map(({ version }) => version),
    tags: tags.get(row.name)?.map(({ key, value }) => ({ key, value: value ?? '' })),
    aliases: aliases.get(row.name)?.map(({ alias, version }) => ({ alias, version: String(version) })),
  }));
}

const byName = <Row extends { readonly name: string }>(rows: Row[]): Map<string, Row[]> =>
  Map.groupBy(rows, ({ name }) => name);
