import { cardYaml, type CardYaml } from '@modelfolio/schemas';
import { ModelfolioError } from './modelfolio-error.ts';
import { kindOf, readBytes, type Project } from './project.ts';
import { parseYaml } from './yaml-file.ts';

/** What a person said of a model, and where in the file. */
export interface CardYamlFile {
  path: string;
  card: CardYaml;
  /** `line:column` of a field, from 1, for messages. */
  placeOf: (path: readonly PropertyKey[]) => string;
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
  return parseCardYaml(new TextDecoder().decode(await readBytes(project, path)), path);
}

/** As {@link readCardYaml}, from text at hand; `path` only names it. */
export function parseCardYaml(text: string, path: string): CardYamlFile {
  const { value: card, placeOf } = parseYaml(text, path, cardYaml, 'card-yaml-invalid');
  return { path, card, placeOf };
}
