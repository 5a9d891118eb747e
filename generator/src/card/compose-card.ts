import {
  sectionTitles,
  type Evaluation,
  type Evidence,
  type Explanation,
  type Figure,
  type ModelCard,
  type ModelManifest,
  type RunRecord,
  type SectionName,
} from '@modelfolio/schemas';
import packageJson from '../../package.json' with { type: 'json' };
import type { Project } from '../effects.ts';
import { cardEvidence } from '../evidence/card-evidence.ts';
import { predictionsFile } from '../evidence/evidence-file.ts';
import { evidenceFacts } from '../evidence/evidence-facts.ts';
import type { CardYamlFile } from './card-yaml.ts';
import type { JsonFile } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { withoutSeal } from '@modelfolio/project/sealed-record';
import { chosenRun } from '@modelfolio/runs/run-store';
import { judgeAcceptance } from './judge-acceptance.ts';
import { selectionMetric, toCandidates } from './candidates.ts';
import { cardFigures } from './card-figures.ts';
import { sectionFacts } from './facts.ts';
import { cardInputs } from './inputs.ts';
import { figureReferences } from './prose.ts';

/** All that a card is made of. */
export interface CardRecords {
  cardYaml: CardYamlFile;
  manifest: JsonFile<ModelManifest>;
  /** `null` where there are no rows to judge the model on. */
  evaluation: JsonFile<Evaluation> | null;
  /** `null` where `modelfolio evaluate` has not written it yet. */
  evidence: JsonFile<Evidence> | null;
  /** `null` where `modelfolio explain` has not been run. */
  explanation: JsonFile<Explanation> | null;
  runs: readonly JsonFile<RunRecord>[];
}

const sectionNames = Object.keys(sectionTitles) as SectionName[];

/** Where a model's card lies. */
export function cardPath(id: string): string {
  return `content/models/${id}.json`;
}

/**
 * Makes a card from its records. The same records always give the same card: there is no clock in it.
 *
 * @throws ModelfolioError `run-missing`, `figure-unknown` or `criterion-unknown`, naming the line of card.yaml
 */
export async function composeCard(project: Project, id: string, records: CardRecords): Promise<ModelCard> {
  const { cardYaml, manifest, evaluation, evidence, explanation, runs } = records;
  const { card } = cardYaml;
  const place = { file: cardYaml.path, field: cardYaml.placeOf(['run']) };
  const run = card.run === null ? null : chosenRun(runs, card.run, place);
  const figures = cardFigures(manifest, { evaluation, explanation, run });
  const [unknown] = unknownFigures(cardYaml, figures);
  if (unknown) throw unknown;
  const facts = sectionFacts(manifest.value, evaluation?.value ?? null, run?.value ?? null);
  const held = cardEvidence({
    manifest: manifest.value,
    evaluation: evaluation && evaluation.value,
    evidence: evidence && withoutSeal(evidence.value),
    run: run && run.value,
    words: card.evaluationSet,
  });
  const ofEvidence = new Map(Object.entries(evidenceFacts(held)));
  const section = (name: SectionName): ModelCard['sections'][SectionName] => ({
    title: sectionTitles[name],
    prose: card.sections[name].trim(),
    facts: [...facts[name], ...(ofEvidence.get(name) ?? [])],
  });
  const predictions = evidence && (await predictionsFile(project, id));
  return {
    schemaVersion: 1,
    id,
    title: card.title,
    version: card.version,
    summary: card.summary,
    licence: card.licence,
    authors: card.authors.map(({ name, url }) => ({ name, ...(url && { url }) })),
    contact: card.contact,
    sections: Object.fromEntries(sectionNames.map((name) => [name, section(name)])) as ModelCard['sections'],
    figures,
    acceptance: judgeAcceptance(cardYaml, figures, evaluation),
    // Their seals are of their own files.
    manifest: withoutSeal(manifest.value),
    evaluation: evaluation && withoutSeal(evaluation.value),
    explanation: explanation && withoutSeal(explanation.value),
    evidence: held,
    candidates: toCandidates(runs, card.run),
    selectedBy: selectionMetric(runs, card.run),
    training: run && {
      runId: run.value.id,
      startTime: run.value.startTime,
      params: run.value.params,
      histories: run.value.histories,
      source: run.value.source,
      environment: run.value.environment,
    },
    reproduce: reproduce(id, records, run?.value ?? null),
    downloads: downloads(id, records, run),
    inputs: await cardInputs(project, manifest.value, [
      manifest,
      ...(evaluation ? [evaluation] : []),
      ...(evidence ? [evidence] : []),
      ...(predictions ? [{ ...predictions, path: `models/${id}/${predictions.path}` }] : []),
      ...(explanation ? [explanation] : []),
      ...runs,
    ]),
    generator: `modelfolio ${packageJson.version}`,
  };
}

/** Every `{{figure}}` of the prose that names none of the card's figures. */
export function unknownFigures(
  { path, card, placeOf }: CardYamlFile,
  figures: Record<string, Figure>,
): ModelfolioError[] {
  const texts = [
    { at: ['summary'], text: card.summary },
    ...sectionNames.map((name) => ({ at: ['sections', name], text: card.sections[name] })),
  ];
  return texts.flatMap(({ at, text }) =>
    figureReferences(text)
      .filter((name) => !Object.hasOwn(figures, name))
      .map(
        (name) =>
          new ModelfolioError('figure-unknown', `${at.join('.')}: no figure is named {{${name}}}`, {
            file: path,
            field: placeOf(at),
            hint: `there are: ${Object.keys(figures).join(', ')}`,
          }),
      ),
  );
}

function reproduce(
  id: string,
  { evaluation, explanation }: CardRecords,
  run: RunRecord | null,
): ModelCard['reproduce'] {
  const source = run?.source;
  const commit = source?.commit && `At commit ${source.commit}${source.dirty ? ', with local changes' : ''}.`;
  return [
    ...(source?.command ? [{ title: 'Train the model', command: source.command, note: commit || null }] : []),
    {
      title: 'Describe the files',
      command: 'npx modelfolio ingest',
      note: 'Derives manifest.json from the model and its data.',
    },
    ...(evaluation
      ? [
          {
            title: 'Evaluate it',
            command: evaluation.value.command,
            note: 'Runs the model over every test row and computes each metric again.',
          },
        ]
      : []),
    ...(explanation
      ? [
          {
            title: 'Explain it',
            command: explanation.value.command,
            note: 'Says what it relies on and how it treats groups.',
          },
        ]
      : []),
    {
      title: 'Make the card',
      command: `npx modelfolio build ${id}`,
      note: 'The same records give the same bytes.',
    },
    {
      title: 'Check every claim',
      command: `npx modelfolio check ${id}`,
      note: 'Evaluates again and compares; fails when anything on the card is not so.',
    },
  ];
}

function downloads(
  id: string,
  { manifest, evaluation, evidence, explanation }: CardRecords,
  run: JsonFile<RunRecord> | null,
): ModelCard['downloads'] {
  const models = manifest.value.formats.flatMap(({ format, files }) =>
    files.map((file) => ({
      label: format === 'onnx' ? 'Model, ONNX' : `Model, TensorFlow.js: ${file.path.split('/').at(-1)}`,
      ...file,
      path: `models/${id}/${file.path}`,
    })),
  );
  return [
    ...models,
    record('Manifest, JSON', manifest),
    ...(evaluation ? [record('Evaluation, JSON', evaluation)] : []),
    ...(evidence ? [record('Evidence, JSON', evidence)] : []),
    ...(explanation ? [record('Explanation, JSON', explanation)] : []),
    ...(run ? [record('Training run, JSON', run)] : []),
  ];
}

function record(label: string, { path, bytes, sha256 }: JsonFile<unknown>): ModelCard['downloads'][number] {
  return { label, path, bytes, sha256 };
}
