import { sectionTitles, type SectionName } from '@modelfolio/schemas';
import type { CardYamlFile } from '../card/card-yaml.ts';
import { proseFault } from '../card/prose.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';

/** Every text that a card needs must be there and be meant. */
export function checkProse(findings: Findings, { path, card, placeOf }: CardYamlFile): void {
  const texts = [
    { at: ['summary'], text: card.summary },
    ...(Object.keys(sectionTitles) as SectionName[]).map((name) => ({
      at: ['sections', name],
      text: card.sections[name],
    })),
  ];
  for (const { at, text } of texts) {
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
