import { sectionTitles, type SectionName } from '@modelfolio/schemas';
import type { CardYamlFile } from '../card/card-yaml.ts';
import { proseFault } from '../card/prose.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { checkLinkSafe } from './check-link-safe.ts';
import { checkClaims } from './check-claims.ts';
import type { Findings } from './finding.ts';
import { readWrittenPage } from './written-page.ts';
import { paragraphsOf } from './paragraphs-of.ts';

/**
 * Every text that a card needs must be there and be meant; its links must be safe, and numbers in it that claim something
 * come from records.
 */
export function checkProse(findings: Findings, { path, card, placeOf }: CardYamlFile): void {
  checkClaims(findings, [card.title], { file: path, field: placeOf(['title']) }, 'words in summary');
  const texts = [
    { at: ['summary'], text: card.summary },
    ...(Object.keys(sectionTitles) as SectionName[]).map((name) => ({
      at: ['sections', name],
      text: card.sections[name],
    })),
  ];
  for (const { at, text } of texts) {
    for (const link of readWrittenPage('prose.md', text).links)
      checkLinkSafe(findings, link, { file: path, field: placeOf(at) });
    checkClaims(findings, paragraphsOf(text), { file: path, field: placeOf(at) }, '{{typed: …}}');
    const fault = proseFault(text);
    if (fault)
      findings.add(
        new ModelfolioError(fault.name, `${at.join('.')} ${fault.reason}`, {
          file: path,
          field: placeOf(at),
          hint: 'write it, or say why there is nothing to say',
        }),
      );
  }
}
