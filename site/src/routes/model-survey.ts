import { Failure } from '@modelfolio/failures';
import type { ModelCard } from '@modelfolio/schemas';
import { exportFormats } from '@modelfolio/exports';
import { cardFiles, type ModelFile } from '../build/model-files.ts';
import { isAnalysable } from '../demos/explain/analysis/analysis-model-of-card.ts';
import { isPlayable } from '../demos/auto/is-playable.ts';
import type { Library } from '../library/library.ts';
import { worstMistakesPng } from '../worst-mistakes.ts';

/** What must be known of a card to list its addresses and files; it survives JSON, so that a later build need not ask. */
export interface ModelSurvey {
  version: string;
  /** The model's files, which the site serves. */
  files: ModelFile[];
  /** Files and pages beside the card that this model allows: `playground/`, `what-if/`, `bom.json`. */
  besides: string[];
}

/**
 * Surveys a model's card.
 *
 * @throws Failure when the card does not fit its schema
 */
export function surveyModel({ cards, root }: Library, id: string): ModelSurvey {
  const card = cards.get(id);
  if (!card) throw new Failure('no-card', `there is no card of ${id}`, { hint: 'run npx modelfolio build' });
  return { version: card.version, files: cardFiles(card), besides: besides(card, root) };
}

function besides(card: ModelCard, root: string): string[] {
  return [
    ...(isPlayable(card) ? ['playground/'] : []),
    ...(isAnalysable(card) ? ['what-if/'] : []),
    ...exportFormats.filter(({ applies }) => applies(card)).map(({ file }) => file),
    ...(card.manifest.input.kind === 'image' && worstMistakesPng(card, root) ? ['worst-mistakes.png'] : []),
  ];
}
