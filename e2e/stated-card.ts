import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  classificationEvaluation,
  modelCard,
  type ClassificationEvaluation,
  type ModelCard,
} from '@modelfolio/schemas';

/** The card that the built site shows, as the generator wrote it. */
export function statedCard(): ModelCard & { evaluation: ClassificationEvaluation } {
  const path = join(import.meta.dirname, '../content/models/fashion-mnist.json');
  const card = modelCard.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { ...card, evaluation: classificationEvaluation.parse(card.evaluation) };
}

/** A share as the site prints it, e.g. `94.12 %` with a space that does not break. */
export const percent = (share: number): string => `${(100 * share).toFixed(2)}\u00a0%`;
