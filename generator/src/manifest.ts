import { modelManifest, type ModelManifest } from '@modelfolio/schemas';
import { readCardYaml } from './card-yaml.ts';
import { compareValues } from './compare-evaluations.ts';
import { describeEvaluationSet } from './evaluation-set.ts';
import { readJson, type JsonFile } from './json-file.ts';
import { findModelFormats } from './model-formats.ts';
import { ModelfolioError } from './modelfolio-error.ts';
import { readOnnxModel } from './onnx-model.ts';
import { kindOf, readBytes, type Project } from './project.ts';
import { interpretSignature } from './signature.ts';

/** Where a model's manifest lies. */
export function manifestPath(id: string): string {
  return `models/${id}/manifest.json`;
}

/**
 * Derives a model's manifest from its files and card.yaml.
 *
 * @throws ModelfolioError when a file is missing, damaged or of another kind
 */
export async function deriveManifest(project: Project, id: string): Promise<ModelManifest> {
  const { card } = await readCardYaml(project, id);
  const formats = await findModelFormats(project, id);
  const path = `models/${id}/model.onnx`;
  const model = readOnnxModel(await readBytes(project, path), path);
  const { input, output } = interpretSignature(model, card.signature, path);
  return {
    schemaVersion: 1,
    id,
    version: card.version,
    licence: card.licence,
    parameters: model.parameters,
    opset: model.opset,
    formats,
    inputs: model.inputs,
    outputs: model.outputs,
    input,
    output,
    evaluationSet: await describeEvaluationSet(project, id, card.evaluationSet),
    run: card.run,
  };
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
