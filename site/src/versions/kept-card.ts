import type { Figure, ModelCard } from '@modelfolio/schemas';
import type { KeptVersion } from '../library/library.ts';

/**
 * An earlier card as its page shows it: the records that it was made of may be gone, so each figure is read from the kept
 * card itself, and of its files only those are offered that the model still has.
 */
export function keptCard({ file, read }: KeptVersion, current: ModelCard): ModelCard {
  const card = read();
  const there = new Set(current.downloads.map(({ path, sha256 }) => `${path} ${sha256}`));
  const fromCard = (figures: Record<string, Figure>, at: string): Record<string, Figure> =>
    Object.fromEntries(
      Object.entries(figures).map(([name, figure]) => {
        const pointer = `${at}/figures/${name.replaceAll('~', '~0').replaceAll('/', '~1')}/value`;
        return [
          name,
          { ...figure, source: { file: file.path, pointer, sha256: file.digest, command: null } },
        ];
      }),
    );
  return {
    ...card,
    figures: fromCard(card.figures, ''),
    candidates: card.candidates.map((candidate, index) => ({
      ...candidate,
      figures: fromCard(candidate.figures, `/candidates/${index}`),
    })),
    downloads: card.downloads.filter(({ path, sha256 }) => there.has(`${path} ${sha256}`)),
  };
}
