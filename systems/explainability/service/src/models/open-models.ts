import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import type { OpenSession } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import type { LoadedModel } from './loaded-model.ts';
import { openModel } from './open-model.ts';
import { readModel } from './read-model.ts';

/** The models of a folder by id, and why others in it are not among them. */
export interface OpenedModels {
  readonly models: ReadonlyMap<string, LoadedModel>;
  /** A line for each. */
  readonly leftOut: readonly string[];
}

/**
 * Opens every model of a folder that takes tables.
 *
 * @param folder holds a folder for each model
 * @param open opens their graphs
 * @throws Failure `model-broken` for a model that is damaged, and where there is none
 */
export async function openModels(
  folder: string,
  open: OpenSession = openSession,
): Promise<OpenedModels> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: Error) => {
    throw new Failure('model-broken', cause.message, { file: folder, cause });
  });
  const models = new Map<string, LoadedModel>();
  const leftOut: string[] = [];
  // One after the other: a small machine keeps its memory.
  for (const { name } of entries.filter((entry) => entry.isDirectory()).sort(byName))
    try {
      const content = await readModel(join(folder, name));
      const model = await openModel(content, open).catch((cause: Error) => {
        throw new Failure('model-broken', cause.message, { file: join(folder, name), cause });
      });
      models.set(model.id, model);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'model-other') {
        await Promise.all([...models.values()].map((model) => model.close()));
        throw error;
      }
      leftOut.push(error.message);
    }
  if (models.size > 0) return { models, leftOut };
  throw new Failure('model-broken', 'no model that takes tables', { file: folder, hint: 'expected <id>/manifest.json' });
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}
