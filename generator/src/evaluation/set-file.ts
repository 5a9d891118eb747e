import { readBytes } from '@modelfolio/project';
import type { CardYaml } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';

/** What card.yaml says of the rows to judge a model on. */
export type EvaluationSetWords = NonNullable<CardYaml['evaluationSet']>;

/**
 * Bytes of a file with rows to judge a model on.
 *
 * @throws ModelfolioError `evaluation-set-missing`
 */
export async function readSetFile(project: Project, file: string): Promise<Uint8Array> {
  try {
    return await readBytes(project, file);
  } catch (cause) {
    project.effects.signal.throwIfAborted();
    throw new ModelfolioError('evaluation-set-missing', 'cannot be read', {
      file,
      cause,
      hint: 'restore the file',
    });
  }
}
