// Runs while the site is built.
import { claimOfEvaluation } from '@modelfolio/metrics/claim-of-evaluation';
import type { ModelCard } from '@modelfolio/schemas';
import { readExamples } from '../../build/model-files.ts';
import { served } from '../drawing/demo-model-of-card.ts';
import type { EngineSpec } from '@modelfolio/pages/engine/inference-engine';
import type { AutoModel, TableClaim } from './auto-model.ts';

/**
 * What the playground needs of a card: nothing in it is written for one model. TensorFlow.js is the lighter
 * runtime and is taken where the model has it; ONNX Runtime runs all the others.
 *
 * @param root folder that holds `models/`
 * @returns `null` where no runtime of the page can open the model
 * @throws Failure when a file of the model is missing or changed
 */
export function autoModelOfCard(card: ModelCard, root: string): AutoModel | null {
  const { manifest } = card;
  const engine = engineOf(card);
  if (!engine) return null;
  const examples = readExamples(root, card);
  return {
    id: card.id,
    title: card.title,
    engine,
    sides: { inputs: manifest.inputs, input: manifest.input, output: manifest.output },
    first: examples?.rows[0] ?? null,
    rows: examples?.rows.length ?? 0,
    examples: manifest.examples && served(beside(card.id, manifest.examples)),
    labels:
      manifest.evaluationSet && manifest.evaluationSet.format !== 'idx-gz'
        ? manifest.evaluationSet.labels
        : [],
    claim: claimOf(card),
  };
}

const beside = <File extends { path: string }>(id: string, file: File): File => ({
  ...file,
  path: `models/${id}/${file.path}`,
});

function engineOf({ manifest: { formats, input } }: ModelCard): EngineSpec | null {
  const takesText =
    input.kind === 'text' ||
    (input.kind === 'tabular' && input.columns.some(({ type }) => type === 'string'));
  const light = takesText ? undefined : formats.find(({ format }) => format === 'tfjs-layers');
  const format = light ?? formats.find((candidate) => candidate.format === 'onnx');
  if (!format) return null;
  return {
    runtime: light ? 'tfjs' : 'ort',
    entry: format.entry,
    files: format.files.map((file) => ({ ...served(file), path: file.path })),
    image: null,
  };
}

/** The claims that can be counted again from one table: accuracy with every cell, or each target's errors. */
function claimOf({ manifest: { evaluationSet }, evaluation }: ModelCard): TableClaim | null {
  if (!evaluationSet || evaluationSet.format === 'idx-gz' || !evaluation) return null;
  const { file, name, digest } = evaluationSet;
  return { file: served(file), path: file.path, name, digest, stated: claimOfEvaluation(evaluation) };
}
