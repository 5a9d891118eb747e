import { typedClaims } from '../card/typed-claims.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';

/**
 * Numbers that claim something must come from a record.
 *
 * @param texts the paragraphs at one place; what stands for a figure or was marked as typed is not in them
 * @param mark how the author can say that a number was typed
 */
export function checkClaims(
  findings: Findings,
  texts: readonly string[],
  place: { file: string; field: string },
  mark: string,
): void {
  const words = texts.flatMap(typedClaims).map((claim) => JSON.stringify(claim.words));
  if (words.length === 0) return;
  findings.add(
    new ModelfolioError('claim-typed', `types ${words.join(', ')}: no record holds that`, {
      ...place,
      hint: `name a figure, or mark it as typed: ${mark}`,
    }),
  );
}
