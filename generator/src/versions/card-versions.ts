import { versionOrder } from '@modelfolio/comparison';
import { modelCard, type ModelCard } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { readCard } from '../check/check-card.ts';
import { readJson, type JsonFile } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { listFolder } from '@modelfolio/project';

/**
 * All versions of a model's card, newest first: the current one, then those kept in `content/versions/<id>/`.
 *
 * @throws ModelfolioError `card-missing` or `card-invalid`
 */
export async function cardVersions(project: Project, id: string): Promise<JsonFile<ModelCard>[]> {
  const current = await readCard(project, id);
  const kept = await keptVersions(project, id);
  return [current, ...kept.filter(({ value }) => value.version !== current.value.version)];
}

/**
 * The cards of earlier versions, newest first.
 *
 * @throws ModelfolioError `card-invalid`, also for one whose model or version is not what its path says
 */
export async function keptVersions(project: Project, id: string): Promise<JsonFile<ModelCard>[]> {
  const folder = `content/versions/${id}`;
  const kept: JsonFile<ModelCard>[] = [];
  for (const name of await listFolder(project, folder)) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue;
    const card = await readJson(project, `${folder}/${name}`, modelCard, 'card-invalid');
    if (card.value.id !== id || `${card.value.version}.json` !== name)
      throw new ModelfolioError(
        'card-invalid',
        `it is of ${card.value.id} ${card.value.version}, which its path does not say`,
        { file: card.path, hint: 'give it the name that modelfolio build gave it' },
      );
    kept.push(card);
  }
  return kept.toSorted((a, b) => versionOrder(b.value.version, a.value.version));
}

/**
 * One version of a model's card.
 *
 * @throws ModelfolioError `version-unknown`, naming those that there are
 */
export async function cardOfVersion(
  project: Project,
  id: string,
  version: string,
): Promise<JsonFile<ModelCard>> {
  const versions = await cardVersions(project, id);
  const found = versions.find(({ value }) => value.version === version);
  if (found) return found;
  throw new ModelfolioError('version-unknown', `${id} has no version ${version}`, {
    hint: `there are: ${versions.map(({ value }) => value.version).join(', ')}`,
  });
}
