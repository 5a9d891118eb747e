import { createHash } from 'node:crypto';
import type { Mutant } from '@stryker-mutator/api/core';

/** What a mutant is drawn by. */
export type Drawn = Pick<Mutant, 'fileName' | 'location' | 'mutatorName' | 'replacement'>;

/**
 * A sample without replacement that depends on nothing but the mutants themselves and the seed: each gets a number by
 * hashing what it is, and those with the smallest numbers are taken. So the same code and seed give the same sample in
 * whatever order the mutants come, and an edit in one file hardly changes what is drawn from the others.
 *
 * @param folder that names of files are told from, so that a copy elsewhere draws the same
 *
 * @example
 * sampled(mutants, { count: 300, seed: 1 }, '/home/me/modelfolio');
 */
export function sampled<One extends Drawn>(
  mutants: readonly One[],
  { count, seed }: { count: number; seed: number },
  folder: string,
): One[] {
  return mutants
    .map((mutant) => ({ mutant, rank: rankOf(mutant, seed, folder) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

function rankOf({ fileName, location, mutatorName, replacement }: Drawn, seed: number, folder: string) {
  const file = fileName.slice(folder.length).replaceAll('\\', '/');
  const { start, end } = location;
  const place = [start.line, start.column, end.line, end.column];
  return createHash('sha256')
    .update(JSON.stringify([seed, file, ...place, mutatorName, replacement]))
    .digest('hex');
}
