import { cardYaml, cardYamlVersion, type CardYaml } from '@modelfolio/schemas';
import type { Document } from 'yaml';
import type { Project } from '../effects.ts';
import { migrateCardYaml, type Migrated } from './card-yaml-migrations.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, readBytes } from '@modelfolio/project';
import { parseYaml } from '@modelfolio/project/yaml-file';

/** What a person said of a model, and where in the file. */
export interface CardYamlFile {
  path: string;
  card: CardYaml;
  /** `line:column` of a field, from 1, for messages. */
  placeOf: (path: readonly PropertyKey[]) => string;
  /** What had to be changed to read a file of an older schema. */
  migrated: Migrated | null;
}

/**
 * Reads `models/<id>/card.yaml`.
 *
 * @throws ModelfolioError `card-yaml-missing` or `card-yaml-invalid`, naming line and column
 */
export async function readCardYaml(project: Project, id: string): Promise<CardYamlFile> {
  const path = `models/${id}/card.yaml`;
  if ((await kindOf(project, path)) !== 'file')
    throw new ModelfolioError('card-yaml-missing', 'not there: a model needs a card.yaml', {
      file: path,
      hint: 'copy the one of another model and say what this model is for',
    });
  const file = parseCardYaml(new TextDecoder().decode(await readBytes(project, path)), path);
  noteMigrated(project, file);
  return file;
}

/** As {@link readCardYaml}, from text at hand; `path` only names it. */
export function parseCardYaml(text: string, path: string): CardYamlFile {
  let migrated: Migrated | null = null;
  const prepare = (document: Document): void => {
    migrated = migrateCardYaml(document);
  };
  const { value: card, placeOf } = parseYaml(text, path, cardYaml, 'card-yaml-invalid', { prepare });
  return { path, card, placeOf, migrated };
}

/** What to say of a file of an older schema. */
export function describeMigrated({ from, changes }: Migrated): string {
  return [`is of schema ${from}, read as schema ${cardYamlVersion}`, ...changes].join('; ');
}

/** Files that were spoken of: a command may read one several times. */
const noted = new WeakMap<Project['effects'], Set<string>>();

function noteMigrated({ effects }: Project, { path, migrated }: CardYamlFile): void {
  const known = noted.get(effects) ?? new Set();
  noted.set(effects, known);
  if (!migrated || known.has(path)) return;
  known.add(path);
  effects.note(`modelfolio: ${path}: ${describeMigrated(migrated)} (modelfolio migrate rewrites the file)`);
}
