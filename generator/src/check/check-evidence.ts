import type { CardEvidence, Evidence, ModelManifest } from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { compareEvidence } from '../evidence/compare-evidence.ts';
import { predictionsFile, whyEvidenceStale } from '../evidence/evidence-file.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { evidenceDisagreement } from '../evidence/keep-evidence.ts';
import { makeEvidence } from '../evidence/make-evidence.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { findingCatalogue } from './finding-catalogue.ts';
import type { Findings } from './finding.ts';

const shownDisagreements = 5;

/** What stands against a card is found, unless its author admits it. */
export function checkConcerns(findings: Findings, id: string, evidence: CardEvidence | null): void {
  for (const [index, { name, text, admitted }] of (evidence?.concerns ?? []).entries())
    if (admitted === null)
      findings.add(
        new ModelfolioError(name, text.replace(/\.$/, ''), {
          file: cardPath(id),
          field: `/evidence/concerns/${index}`,
          hint: asHint(findingCatalogue[name].remedy),
        }),
      );
}

/**
 * The recorded evidence must be of the files as they are, and come out again. What training data showed cannot: they are not
 * kept.
 *
 * @param manifest derived from the files as they are
 * @param rows of the evaluation that was made again; `null` for a model that is judged on none
 * @param repeat whether to look again
 */
export async function checkEvidence(
  findings: Findings,
  project: Project,
  manifest: ModelManifest,
  recorded: JsonFile<Evidence>,
  { repeat, rows }: { repeat: boolean; rows: EvaluatedRows | null },
): Promise<void> {
  const { id } = manifest;
  const stale = whyEvidenceStale(recorded.value, manifest, await predictionsFile(project, id));
  if (stale)
    findings.add(
      new ModelfolioError('evidence-stale', stale, {
        file: recorded.path,
        hint: `run modelfolio evaluate ${id}`,
      }),
    );
  if (!repeat) return;
  const found = await findings.attempt(() => makeEvidence(project, manifest, rows));
  if (found === null) return;
  for (const difference of compareEvidence(recorded.value, found.evidence).slice(0, shownDisagreements))
    findings.add(evidenceDisagreement(id, difference));
}

/** A sentence as it stands behind a finding, in parentheses. */
function asHint(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
