import type { Transaction } from '../database/database.ts';
import { loggedModelBy } from '../entities/logged-models.ts';
import { pythonDumps } from '../interface/python-words.ts';
import { MlflowError } from '../mlflow-error.ts';
import { setLoggedModelTagRows } from './set-logged-model-tags.ts';

const versionsTag = 'mlflow.modelVersions';

/** Adds a version to the tag of its logged model that lists all versions made of it. @throws MlflowError */
export async function tellModelOfVersion(
  tx: Transaction,
  { modelId, name, version }: { readonly modelId: string; readonly name: string; readonly version: number },
): Promise<void> {
  const model = await loggedModelBy(tx, modelId);
  const tag = await tx.first<{ tag_value: string }>(
    'SELECT tag_value FROM logged_model_tags WHERE model_id = ? AND tag_key = ?',
    [modelId, versionsTag],
  );
  const known = versionsOf(tag?.tag_value, modelId);
  const isKnown = known.some((each) => each?.['name'] === name && each['version'] === version);
  // MLflow's server forgets the others where it knows the version: no such version is made twice.
  const all = isKnown ? known : [...known, { name, version }];
  await setLoggedModelTagRows(tx, model, new Map([[versionsTag, pythonDumps(all)]]));
}

function versionsOf(tag: string | undefined, modelId: string): readonly (Record<string, unknown> | null)[] {
  if (tag === undefined || tag === '') return [];
  try {
    const known: unknown = JSON.parse(tag);
    if (Array.isArray(known)) return known as (Record<string, unknown> | null)[];
  } catch {
    // Told below.
  }
  throw new MlflowError(
    'INVALID_STATE',
    `The tag ${versionsTag} of logged model ${modelId} is no list of versions in JSON. Delete that tag, and try again.`,
  );
}
