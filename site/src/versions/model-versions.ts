import type { ModelCard } from '@modelfolio/schemas';
import type { KeptVersion, Library } from '../library/library.ts';

/** A model with all its versions. */
export interface ModelVersions {
  card: ModelCard;
  /** Earlier ones, newest first. */
  kept: readonly KeptVersion[];
}

/** The versions of a model; `null` where there is no such model. */
export function modelVersions({ cards, versions }: Library, id: string | undefined): ModelVersions | null {
  const card = cards.get(id ?? '');
  if (!card) return null;
  return { card, kept: (versions.get(card.id) ?? []).filter(({ version }) => version !== card.version) };
}

/** Every pair of versions, `1.0.0...1.1.0`: the earlier first. */
export function versionPairs(newestFirst: readonly string[]): string[] {
  return newestFirst.flatMap((after, index) =>
    newestFirst.slice(index + 1).map((before) => `${before}...${after}`),
  );
}
