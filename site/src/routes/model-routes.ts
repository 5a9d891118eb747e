import type { ModelCard } from '@modelfolio/schemas';
import { exportFormats } from '@modelfolio/exports';
import { isPlayable } from '../demos/is-playable.ts';
import type { Library } from '../library/library.ts';
import { digestOf } from '../library/project-files.ts';
import { versionPairs } from '../versions/model-versions.ts';
import { worstMistakesPng } from '../worst-mistakes.ts';
import type { Memory } from './memory.ts';
import type { Route } from './route.ts';

/** Files and pages beside a card: what the model allows. */
function besides(card: ModelCard, root: string): string[] {
  return [
    ...(isPlayable(card) ? ['playground/'] : []),
    ...exportFormats.filter(({ applies }) => applies(card)).map(({ file }) => file),
    ...(card.manifest.input.kind === 'image' && worstMistakesPng(card, root) ? ['worst-mistakes.png'] : []),
  ];
}

/** The list of models, each card with its versions, its playground and its files. */
export function modelRoutes(library: Library, memory: Memory): Route[] {
  const { cards, versions, root } = library;
  return [
    { path: '/models/', inputs: cards.digestOfAll },
    ...Array.from(cards.keys()).flatMap((id) => {
      const digest = cards.digest(id);
      const card = () => {
        const found = cards.get(id);
        return found ? besides(found, root) : [];
      };
      const inputs = digestOf([digest, ...(versions.get(id) ?? []).map(({ file }) => file.digest)]);
      const current = memory.recall(`versions/${id}`, digest, () => cards.get(id)?.version ?? '');
      const kept = (versions.get(id) ?? []).filter(({ version }) => version !== current);
      const names = kept.map(({ version }) => version);
      return [
        '',
        'card.json',
        'annex-iv/',
        'versions/',
        ...[current, ...names].map((version) => `versions/${version}/`),
        ...names.map((version) => `versions/${version}/card.json`),
        ...versionPairs([current, ...names]).map((pair) => `compare/${pair}/`),
        ...memory.recall(`models/${id}`, digest, card),
      ].map((name) => ({ path: `/models/${id}/${name}`, inputs }));
    }),
  ];
}
