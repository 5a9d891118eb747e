import type { Place } from '@modelfolio/failures';
import { shortened } from '@modelfolio/failures';
import { unsafeLink } from '@modelfolio/redaction/unsafe-link';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';
import type { LinkReference } from './written-page.ts';

/**
 * Reports a link or a picture that must not stand on a page.
 *
 * @returns whether it was one
 */
export function checkLinkSafe(
  findings: Findings,
  { target, kind }: Pick<LinkReference, 'target' | 'kind'>,
  place: Place,
): boolean {
  const danger = unsafeLink(target, kind);
  if (danger !== null)
    findings.add(
      new ModelfolioError('link-unsafe', `${shortened(target)} ${danger}`, {
        ...place,
        hint: `fix the ${kind}`,
      }),
    );
  return danger !== null;
}
