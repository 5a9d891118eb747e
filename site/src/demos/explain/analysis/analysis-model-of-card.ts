// Runs while the site is built.
import type { ModelCard } from '@modelfolio/schemas';
import { readExamples } from '../../../build/model-files.ts';
import { served } from '../../drawing/demo-model-of-card.ts';
import type { AnalysisModel } from './analysis-model.ts';

/** Whether a model has a what-if page: it takes a table, ONNX Runtime can open it, and there are rows to compare with. */
export function isAnalysable({ manifest: { formats, input, evaluationSet } }: ModelCard): boolean {
  return (
    input.kind === 'tabular' &&
    formats.some(({ format }) => format === 'onnx') &&
    evaluationSet !== null &&
    evaluationSet.format !== 'idx-gz'
  );
}

/**
 * What the what-if dashboard needs of a card; nothing in it is written for one model.
 *
 * @param root folder that holds `models/`
 * @returns `null` where {@link isAnalysable} says no
 * @throws Failure when a file of the model is missing or changed
 */
export function analysisModelOfCard(card: ModelCard, root: string): AnalysisModel | null {
  const { manifest } = card;
  const { evaluationSet, formats } = manifest;
  const format = formats.find((candidate) => candidate.format === 'onnx');
  const entry = format?.files.find(({ path }) => path === format.entry);
  if (!isAnalysable(card) || !format || !entry || !evaluationSet || evaluationSet.format === 'idx-gz')
    return null;
  const own = <File extends { path: string }>(file: File): File => ({
    ...file,
    path: `models/${card.id}/${file.path}`,
  });
  const [first] = readExamples(root, card)?.rows ?? [];
  return {
    id: card.id,
    source: {
      title: card.title,
      sides: { inputs: manifest.inputs, input: manifest.input, output: manifest.output },
      engine: {
        runtime: 'ort',
        entry: format.entry,
        files: format.files.map((file) => ({ ...served(own(file)), path: file.path })),
        image: null,
      },
      bytes: null,
    },
    data: {
      name: evaluationSet.file.path.replace(/^.*\//, ''),
      file: served(own(evaluationSet.file)),
      bytes: null,
      labels: evaluationSet.labels,
    },
    modelSha256: entry.sha256,
    dataSha256: evaluationSet.file.sha256,
    rows: evaluationSet.rows,
    first: first ? { row: first.index, cells: first.values } : null,
    slices: evaluationSet.slices.filter((slice) => typeof slice === 'string'),
  };
}
