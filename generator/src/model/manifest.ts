import { InferenceError } from '@modelfolio/inference';
import { interpretSignature, readOnnxModel, type GraphModel } from '@modelfolio/onnx';
import { modelManifest, type ModelExamples, type ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { readCardYaml } from '../card/card-yaml.ts';
import { compareValues } from '../evaluation/compare-evaluations.ts';
import { describeEvaluationSet, readEvaluationTable } from '../evaluation/evaluation-set.ts';
import { deriveExamples, examplesPath, examplesText } from './examples.ts';
import { readJson, writeRecord, type JsonFile } from '@modelfolio/project/json-file';
import { findModelFormats } from './model-formats.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { onnxFailure } from './onnx-failure.ts';
import { refuseOtherTruth } from './refuse-other-truth.ts';
import { kindOf, readBytes, sha256Of, writeIfChanged } from '@modelfolio/project';
import { tableFailure } from '../evaluation/table-set.ts';
import { readTfjsModel } from './tfjs-model.ts';

/** Where a model's manifest lies. */
export function manifestPath(id: string): string {
  return `models/${id}/manifest.json`;
}

/** What is derived from a model's files: its manifest, and the rows to start playing from. */
export interface ModelDescription {
  manifest: ModelManifest;
  examples: ModelExamples | null;
}

/**
 * Derives a model's manifest and examples from its files and card.yaml.
 *
 * @throws ModelfolioError when a file is missing, damaged or of another kind
 */
export async function describeModel(project: Project, id: string): Promise<ModelDescription> {
  const { card } = await readCardYaml(project, id);
  const { path, model } = await readModel(project, id);
  const formats = await findModelFormats(project, id, model.changes);
  const evaluationSet = card.evaluationSet && (await describeEvaluationSet(project, id, card.evaluationSet));
  const isTable = evaluationSet !== null && evaluationSet.format !== 'idx-gz';
  const table = isTable ? await readEvaluationTable(project, id, evaluationSet) : null;
  return expected(() => {
    const rows = table && isTable ? { table, labels: evaluationSet.labels } : null;
    const derived = {
      schemaVersion: 1 as const,
      id,
      version: card.version,
      licence: card.licence,
      parameters: model.parameters,
      opset: model.opset,
      formats,
      inputs: model.inputs,
      outputs: model.outputs.map(({ name, type, shape }) => ({ name, type, shape })),
      ...interpretSignature(model, card.signature, rows, path),
      evaluationSet,
    };
    refuseOtherTruth(derived.output, evaluationSet, `models/${id}/card.yaml`);
    const examples = deriveExamples(derived, table);
    const manifest = { ...derived, examples: examples && digestOf(examples), run: card.run };
    return { manifest, examples };
  });
}

/** As {@link describeModel}, the manifest alone. */
export async function deriveManifest(project: Project, id: string): Promise<ModelManifest> {
  return (await describeModel(project, id)).manifest;
}

/**
 * Derives `manifest.json` and `examples.json` and writes what changed of them.
 *
 * @throws ModelfolioError as {@link describeModel}; nothing is written then
 */
export async function writeManifest(
  project: Project,
  id: string,
): Promise<{ manifest: ModelManifest; outcome: 'written' | 'unchanged' }> {
  const { manifest, examples } = await describeModel(project, id);
  // The manifest last: it names the others by their hash.
  if (examples) await writeIfChanged(project, examplesPath(id), examplesText(examples));
  const outcome = await writeRecord(project, manifestPath(id), manifest, modelManifest, {
    code: 'manifest-invalid',
    by: 'modelfolio ingest',
  });
  return { manifest, outcome };
}

/** The file that the signature is read from: ONNX before TensorFlow.js. */
async function readModel(project: Project, id: string): Promise<{ path: string; model: GraphModel }> {
  const [onnx, tfjs] = [`models/${id}/model.onnx`, `models/${id}/tfjs/model.json`];
  if ((await kindOf(project, onnx)) === 'file') return { path: onnx, model: await readOnnx(project, onnx) };
  if ((await kindOf(project, tfjs)) === 'file')
    return { path: tfjs, model: readTfjsModel(await readBytes(project, tfjs), tfjs) };
  throw new ModelfolioError('model-missing', 'not there', {
    file: onnx,
    hint: 'train or export the model again',
  });
}

async function readOnnx(project: Project, path: string): Promise<GraphModel> {
  const bytes = await readBytes(project, path);
  return expected(() => readOnnxModel(bytes, path));
}

function digestOf(examples: ModelExamples): NonNullable<ModelManifest['examples']> {
  const bytes = Buffer.from(examplesText(examples));
  return { path: 'examples.json', bytes: bytes.length, sha256: sha256Of(bytes) };
}

/** What is wrong with rows or model, as this program reports it. */
function expected<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof InferenceError ? tableFailure(error) : onnxFailure(error);
  }
}

/**
 * Reads `models/<id>/manifest.json`.
 *
 * @throws ModelfolioError `manifest-missing` or `manifest-invalid`
 */
export async function readManifest(project: Project, id: string): Promise<JsonFile<ModelManifest>> {
  const path = manifestPath(id);
  if ((await kindOf(project, path)) !== 'file')
    throw new ModelfolioError('manifest-missing', 'not there', { file: path, hint: `run modelfolio ingest` });
  return readJson(project, path, modelManifest, 'manifest-invalid');
}

/**
 * The manifest as committed, known to describe the files as they are.
 *
 * @throws ModelfolioError `manifest-stale`, and whatever {@link deriveManifest} and {@link readManifest} throw
 */
export async function currentManifest(project: Project, id: string): Promise<JsonFile<ModelManifest>> {
  const committed = await readManifest(project, id);
  const [difference] = compareValues(committed.value, await deriveManifest(project, id));
  if (!difference) return committed;
  throw new ModelfolioError('manifest-stale', 'does not describe the files as they are', {
    file: committed.path,
    field: difference.pointer,
    hint: 'run modelfolio ingest',
  });
}
