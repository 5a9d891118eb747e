import { typedClaims } from '../card/typed-claims.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';

/**
 * Numbers that claim something must come from a record.
 *
 * @param text of one paragraph; what stands for a figure or was marked as typed is not in it
 * @param mark how the author can say that a number was typed
 */
export function checkClaims(
  findings: Findings,
  text: string,
  place: { file: string; field: string },
  mark: string,
): void {
  const words = typedClaims(text).map((claim) => JSON.stringify(claim.words));
  if (words.length === 0) return;
  findings.add(
    new ModelfolioError('claim-typed', `types ${words.join(', ')}: no record holds that`, {
      ...place,
      hint: `name a figure, or mark it as typed: ${mark}`,
    }),
  );
}
