import { textFlag } from '@modelfolio/command-line/flags';
import { modelCard } from '@modelfolio/schemas';
import { takenWords, type TakenFrom } from '@modelfolio/redaction/taken';
import { cardPath } from '../card/compose-card.ts';
import { readCardYaml } from '../card/card-yaml.ts';
import type { Command } from './command.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { hasEvidence, predictionsFile, readEvidence, whyEvidenceStale } from '../evidence/evidence-file.ts';
import { readEvaluation, whyStale } from '../evaluation/evaluate-model.ts';
import { readExplanation } from '../explanation/explain-model.ts';
import { whyExplanationStale } from '../explanation/why-stale.ts';
import { forEachModel, tellModels, type FailedModel } from '../model/for-each-model.ts';
import { writeJson } from '@modelfolio/project/json-file';
import { currentManifest } from '../model/manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { publishedCard } from '../published/published-card.ts';
import { openProject } from '@modelfolio/project';
import { sealed } from '@modelfolio/project/sealed-record';
import { readRuns } from '@modelfolio/runs/run-store';
import { archiveFormerCard } from '../versions/archive-card.ts';

export interface BuildOptions {
  root?: string | undefined;
  /** Ids of models; all when empty. */
  models?: readonly string[];
}

export interface BuildResult {
  cards: {
    model: string;
    path: string;
    figures: number;
    candidates: number;
    outcome: 'written' | 'unchanged';
    /** Path of the former card, kept now because the version was raised. */
    kept: string | null;
    /** What the gate took out of it. */
    taken: TakenFrom[];
  }[];
  failures: FailedModel[];
}

/**
 * Makes `content/models/<id>.json` of each model's records. The same records give the same bytes,
 * and a card that would not change is not written.
 */
export async function build(
  options: BuildOptions = {},
  effects: Effects = realEffects(),
): Promise<BuildResult> {
  const project = await openProject(options.root, effects);
  const { results, failures } = await forEachModel(project, options.models ?? [], (id) =>
    buildOne(project, id),
  );
  return { cards: results, failures };
}

async function buildOne(project: Project, model: string): Promise<BuildResult['cards'][number]> {
  const cardYaml = await readCardYaml(project, model);
  const manifest = await currentManifest(project, model);
  const unjudged = manifest.value.evaluationSet === null;
  const evaluation = unjudged ? null : await readEvaluation(project, model);
  const stale = evaluation && whyStale(evaluation.value, manifest.value);
  if (evaluation && stale)
    throw new ModelfolioError('evaluation-stale', stale, {
      file: evaluation.path,
      hint: 'run modelfolio evaluate',
    });
  const evidence = hasEvidence(manifest.value) ? await readEvidence(project, model) : null;
  const old =
    evidence && whyEvidenceStale(evidence.value, manifest.value, await predictionsFile(project, model));
  if (evidence && old)
    throw new ModelfolioError('evidence-stale', old, {
      file: evidence.path,
      hint: `run modelfolio evaluate ${model}`,
    });
  const explanation = await readExplanation(project, model);
  const outdated = explanation && whyExplanationStale(explanation.value, manifest.value);
  if (explanation && outdated)
    throw new ModelfolioError('explanation-stale', outdated, {
      file: explanation.path,
      hint: `run modelfolio explain ${model}`,
    });
  const runs = await readRuns(project, model);
  const { card: published, taken } = await publishedCard(project, model, {
    cardYaml,
    manifest,
    evaluation,
    evidence,
    explanation,
    runs,
  });
  const card = sealed(published, 'modelfolio build');
  const path = cardPath(model);
  const { kept, notice } = await archiveFormerCard(project, card);
  if (notice !== null) project.effects.note(`modelfolio: ${notice}`);
  const outcome = await writeJson(project, path, card, modelCard, 'card-invalid');
  return {
    model,
    path,
    figures: Object.keys(card.figures).length,
    candidates: card.candidates.length,
    outcome,
    kept,
    taken,
  };
}

export const buildCommand: Command = {
  name: 'build',
  summary: 'make the model cards: content/models/<id>.json',
  operands: '[model…]',
  description: [
    'Makes content/models/<id>.json of card.yaml, manifest.json, evaluation.json, explanation.json where it is there,',
    'and runs/*.json.',
    'The same records give the same bytes. A {{figure}} that no record holds is an error.',
    'A card whose version in card.yaml was raised leaves its former self in content/versions/<id>/<version>.json.',
  ].join('\n'),
  flags: {},
  async run(operands, flags, effects) {
    const result = await build({ root: textFlag(flags, 'root'), models: operands }, effects);
    for (const line of takenWords(result.cards.flatMap(({ taken }) => taken))) effects.note(line);
    return tellModels(effects, flags, result, result.cards.map(describe));
  },
};

function describe({ path, figures, candidates, outcome, kept }: BuildResult['cards'][number]): string {
  const counts = `${figures} figures, ${candidates} ${candidates === 1 ? 'candidate' : 'candidates'}`;
  return `${path}: ${counts}: ${outcome}${kept === null ? '' : `, the former one kept as ${kept}`}`;
}
