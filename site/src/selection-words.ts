import { toNumber, type Candidate } from '@modelfolio/schemas';

/** Figures of validation rows by which a candidate may have been chosen, and which way is better. */
const validated = [
  ['validationAccuracy', 'highest validation accuracy', 1],
  ['validationLogLoss', 'least validation log loss', -1],
] as const;

/**
 * How the shipped candidate came to be chosen: by the metric that its run records; else only what the numbers show, since
 * being the best does not mean that it was chosen for it.
 *
 * @returns `null` where there is no choice to tell of
 */
export function selectionWords(candidates: readonly Candidate[], selectedBy: string | null): string | null {
  const chosen = candidates.find((candidate) => candidate.chosen);
  if (!chosen || candidates.length < 2) return null;
  if (selectedBy !== null) return `Chosen by ${selectedBy}, as the record of its run says.`;
  const best = validated.filter(([name, , sign]) => {
    const values = candidates.map(({ figures }) => sign * toNumber(figures[name]?.value ?? 'NaN'));
    const own = sign * toNumber(chosen.figures[name]?.value ?? 'NaN');
    return values.every((value) => value <= own);
  });
  const unrecorded = 'No record says what it was chosen by.';
  if (best.length === 0) return unrecorded;
  return `The shipped candidate has the ${best.map(([, words]) => words).join(' and the ')} of all. ${unrecorded}`;
}
