import { checkAlias, checkModelName, isLatest } from '../checks/model-names.ts';
import type { Transaction } from '../database/database.ts';
import { latestVersions, modelVersionBy, type ModelVersionRow } from '../entities/model-versions.ts';
import { registeredModelBy } from '../entities/registered-models.ts';
import { doesNotExist, invalidParameter } from '../mlflow-error.ts';

/** The version that an alias means; `latest` is the one with the highest number. @throws MlflowError where there is none */
export async function modelVersionByAlias(
  tx: Transaction,
  name: string,
  alias: string,
): Promise<ModelVersionRow> {
  checkModelName(name);
  checkAlias(alias);
  await registeredModelBy(tx, name);
  if (isLatest(alias)) {
    const newest = (await latestVersions(tx, JSON.stringify([name]))).toSorted(
      (one, other) => other.version - one.version,
    )[0];
    if (!newest) throw doesNotExist(`Latest version not found for model ${name}.`);
    return newest;
  }
  const known = await tx.first<{ version: number }>(
    `SELECT version FROM registered_model_aliases WHERE workspace = 'default' AND name = ? AND alias = ?`,
    [name, alias],
  );
  if (!known) throw invalidParameter(`Registered model alias ${alias} not found.`);
  return modelVersionBy(tx, name, String(known.version));
}
