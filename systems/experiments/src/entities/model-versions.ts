import { checkModelName, versionNumber } from '../checks/model-names.ts';
import type { Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';
import { doesNotExist, invalidParameter } from '../mlflow-error.ts';

/** A row of `model_versions`. */
export interface ModelVersionRow {
  readonly name: string;
  readonly version: number;
  readonly creation_time: Int64 | null;
  readonly last_updated_time: Int64 | null;
  readonly description: string | null;
  readonly user_id: string | null;
  readonly current_stage: string | null;
  readonly source: string | null;
  readonly storage_location: string | null;
  readonly run_id: string | null;
  readonly run_link: string | null;
  readonly status: string | null;
  readonly status_message: string | null;
}

export const modelVersionColumns =
  'name, version, creation_time, last_updated_time, description, user_id, current_stage, source, storage_location, run_id, run_link, status, status_message';

/** The stage of a version that is deleted: its row stays, so that its number is never used again. */
export const deletedStage = 'Deleted_Internal';

const stages = ['None', 'Staging', 'Production', 'Archived'] as const;
type ModelStage = (typeof stages)[number];

/** A stage as it is kept. @throws MlflowError for what is none */
export function canonicalStage(stage: string): ModelStage {
  const found = stages.find((each) => each.toLowerCase() === stage.toLowerCase());
  if (found) return found;
  throw invalidParameter(`Invalid Model Version stage: ${stage}. Value must be one of ${stages.join(', ')}.`);
}

/** A version that is not deleted. @throws MlflowError where there is none, and for what cannot be its name or number */
export async function modelVersionBy(
  tx: Transaction,
  name: string,
  version: string,
): Promise<ModelVersionRow> {
  checkModelName(name);
  const number = versionNumber(version);
  const found =
    Math.abs(number) < 2 ** 31 &&
    (await tx.first<ModelVersionRow>(
      `SELECT ${modelVersionColumns} FROM model_versions
       WHERE workspace = 'default' AND name = ? AND version = ? AND current_stage <> '${deletedStage}'`,
      [name, number],
    ));
  if (!found) throw doesNotExist(`Model Version (name=${name}, version=${number}) not found`);
  return found;
}

/**
 * The newest version of each stage, of each model; those of one model in the order in which their stages were first entered.
 *
 * @param names of models, as a JSON list
 */
export function latestVersions(tx: Transaction, names: string): Promise<ModelVersionRow[]> {
  return tx.all<ModelVersionRow>(
    `SELECT ${modelVersionColumns} FROM model_versions JOIN (
       SELECT name AS model, MAX(version) AS newest, MIN(version) AS oldest FROM model_versions
       WHERE workspace = 'default' AND ${tx.isAnyOf('name')} AND current_stage <> '${deletedStage}'
       GROUP BY name, current_stage
     ) AS latest ON name = model AND version = newest
     WHERE workspace = 'default' ORDER BY model, oldest`,
    [names],
  );
}

/**
 * Versions as MLflow's JSON has them, in the order of the rows, with their tags and aliases.
 *
 * @param options `aliases`: whether their aliases are told (they are): inside a registered model they are not
 */
export async function toModelVersions(
  tx: Transaction,
  rows: readonly ModelVersionRow[],
  { aliases: hasAliases = true }: { readonly aliases?: boolean } = {},
): Promise<object[]> {
  if (rows.length === 0) return [];
  const names = JSON.stringify([...new Set(rows.map(({ name }) => name))]);
  const versions = JSON.stringify([...new Set(rows.map(({ version }) => String(version)))]);
  const areTheirs = `workspace = 'default' AND ${tx.isAnyOf('name')} AND ${tx.isAnyOf('CAST(version AS TEXT)')}`;
  const tags = byVersion(
    await tx.all<Own & { key: string; value: string | null }>(
      `SELECT name, version, key, value FROM model_version_tags WHERE ${areTheirs} ORDER BY name, version, key`,
      [names, versions],
    ),
  );
  const aliases = hasAliases
    ? byVersion(
        await tx.all<Own & { alias: string }>(
          `SELECT name, version, alias FROM registered_model_aliases WHERE ${areTheirs} ORDER BY name, alias`,
          [names, versions],
        ),
      )
    : new Map<string, { alias: string }[]>();
  return rows.map((row) => ({
    name: row.name,
    version: String(row.version),
    creation_timestamp: row.creation_time ?? undefined,
    last_updated_timestamp: row.last_updated_time ?? undefined,
    user_id: row.user_id ?? undefined,
    current_stage: row.current_stage ?? undefined,
    description: row.description ?? undefined,
    source: row.source ?? undefined,
    run_id: row.run_id ?? undefined,
    status: row.status ?? undefined,
    status_message: row.status_message || undefined,
    tags: tags.get(keyOf(row))?.map(({ key, value }) => ({ key, value: value ?? '' })),
    run_link: row.run_link ?? undefined,
    aliases: aliases.get(keyOf(row))?.map(({ alias }) => alias),
  }));
}

interface Own {
  readonly name: string;
  readonly version: number;
}

const keyOf = ({ name, version }: Own): string => `${version}/${name}`;

const byVersion = <Row extends Own>(rows: Row[]): Map<string, Row[]> => Map.groupBy(rows, keyOf);
