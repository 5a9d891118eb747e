import type { ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { describeMigrated, readCardYaml } from '../card/card-yaml.ts';
import { cardPath } from '../card/compose-card.ts';
import { compareValues } from '../evaluation/compare-evaluations.ts';
import { publishedCard } from '../published/published-card.ts';
import { hasEvidence, readEvidence } from '../evidence/evidence-file.ts';
import { readEvaluation } from '../evaluation/evaluate-model.ts';
import { readExplanation } from '../explanation/explain-model.ts';
import { deriveManifest, readManifest } from '../model/manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { digestFile, kindOf } from '@modelfolio/project';
import { chosenRun, readRuns } from '@modelfolio/runs/run-store';
import { checkAcceptance } from './check-acceptance.ts';
import { checkFigures, checkInputs, readCard } from './check-card.ts';
import { checkEvaluation } from './check-evaluation.ts';
import { checkConcerns, checkEvidence } from './check-evidence.ts';
import { checkExplanation } from './check-explanation.ts';
import { checkProse } from './check-prose.ts';
import { checkRunModel } from './check-run-model.ts';
import { repeatExplanation } from './repeat-explanation.ts';
import { Findings, type Finding } from './finding.ts';

const shownDifferences = 3;

/** All that is wrong with a model's card; every step is tried, whatever the one before found. */
export async function checkModel(
  project: Project,
  id: string,
  options: { reevaluate: boolean },
): Promise<Finding[]> {
  const findings = new Findings(id);
  const cardYaml = await findings.attempt(() => readCardYaml(project, id));
  if (cardYaml) checkProse(findings, cardYaml);
  if (cardYaml?.migrated)
    findings.add(
      new ModelfolioError('card-yaml-old', describeMigrated(cardYaml.migrated), {
        file: cardYaml.path,
        hint: 'run modelfolio migrate',
      }),
    );
  const derived = cardYaml && (await findings.attempt(() => deriveManifest(project, id)));
  const manifest = await findings.attempt(() => readManifest(project, id));
  if (derived && manifest) {
    for (const { pointer, recorded, found } of compareValues(manifest.value, derived).slice(
      0,
      shownDifferences,
    ))
      findings.add(
        new ModelfolioError(
          'manifest-stale',
          `says ${JSON.stringify(recorded)}, the files say ${JSON.stringify(found)}`,
          {
            file: manifest.path,
            field: pointer,
            hint: 'run modelfolio ingest',
          },
        ),
      );
  }
  const runs = await findings.attempt(() => readRuns(project, id));
  // Without rows nothing is claimed, so there is nothing to hold against.
  const unjudged = cardYaml?.card.evaluationSet === null;
  const evaluation = unjudged ? null : await findings.attempt(() => readEvaluation(project, id));
  const explanation = await findings.attempt(() => readExplanation(project, id));
  const evidence =
    manifest && hasEvidence(manifest.value) ? await findings.attempt(() => readEvidence(project, id)) : null;
  const card = await findings.attempt(() => readCard(project, id));
  const run = cardYaml?.card.run ?? null;
  if (cardYaml && runs && run !== null)
    await findings.attempt(() => {
      const chosen = chosenRun(runs, run, { file: cardYaml.path, field: cardYaml.placeOf(['run']) });
      if (derived) checkRunModel(findings, cardYaml, derived, chosen, runs);
    });
  if (derived) await checkExamples(findings, project, derived);
  const records = cardYaml &&
    manifest &&
    (evaluation || unjudged) &&
    runs && { cardYaml, manifest, evaluation, evidence, explanation, runs };
  const composed =
    records && (await findings.attempt(async () => (await publishedCard(project, id, records)).card));
  if (composed) checkAcceptance(findings, cardPath(id), composed.acceptance);
  if (card) await checkInputs(findings, project, card);
  if (card && composed) checkFigures(findings, card, composed);
  if (derived && explanation)
    await checkExplanation(
      findings,
      derived,
      explanation,
      evaluation,
      options.reevaluate ? () => repeatExplanation(project, derived, explanation.value) : null,
    );
  const rows =
    derived && evaluation ? await checkEvaluation(findings, project, derived, evaluation, options) : null;
  if (derived && evidence)
    await checkEvidence(findings, project, derived, evidence, {
      repeat: options.reevaluate && (rows !== null || unjudged),
      rows,
    });
  if (composed) checkConcerns(findings, id, composed.evidence);
  return findings.list;
}

/** `examples.json` must be what the evaluation set gives now. */
async function checkExamples(
  findings: Findings,
  project: Project,
  { id, examples }: ModelManifest,
): Promise<void> {
  if (examples === null) return;
  const file = `models/${id}/${examples.path}`;
  const isThere = (await kindOf(project, file)) === 'file';
  if (isThere && (await digestFile(project, file, examples.path)).sha256 === examples.sha256) return;
  const reason = isThere ? 'is not what the evaluation set gives' : 'not there';
  findings.add(new ModelfolioError('manifest-stale', reason, { file, hint: 'run modelfolio ingest' }));
}
