import { evaluation, type Evaluation, type ModelManifest } from '@modelfolio/schemas';
import { classify } from './classify.ts';
import { judge, metricsVersion } from './evaluation.ts';
import { readEvaluationRows, type EvaluationRows } from './evaluation-set.ts';
import { readJson, type JsonFile } from './json-file.ts';
import { ModelfolioError } from './modelfolio-error.ts';
import type { InferenceModel } from './open-onnx-model.ts';
import { kindOf, readBytes, sha256Of, type Project } from './project.ts';

/** Where a model's evaluation lies. */
export function evaluationPath(id: string): string {
  return `models/${id}/evaluation.json`;
}

/** The command that remakes it. */
export function evaluationCommand(id: string): string {
  return `npx modelfolio evaluate ${id} --force`;
}

/**
 * Reads `models/<id>/evaluation.json`.
 *
 * @throws ModelfolioError `evaluation-missing` or `evaluation-invalid`
 */
export async function readEvaluation(project: Project, id: string): Promise<JsonFile<Evaluation>> {
  const path = evaluationPath(id);
  if ((await kindOf(project, path)) !== 'file')
    throw new ModelfolioError('evaluation-missing', 'not there', {
      file: path,
      hint: 'run modelfolio evaluate',
    });
  return readJson(project, path, evaluation, 'evaluation-invalid');
}

/**
 * Why an evaluation does not judge what a manifest describes, or `null` if it does:
 * the model, the rows, the classes and the metrics' code must all be the same.
 */
export function whyStale(recorded: Evaluation, manifest: ModelManifest): string | null {
  if (recorded.modelSha256 !== onnxSha256(manifest)) return 'it judged another model.onnx';
  if (recorded.dataset.digest !== manifest.evaluationSet?.digest) return 'it used other rows';
  if (
    recorded.dataset.name !== manifest.evaluationSet.name ||
    recorded.dataset.split !== manifest.evaluationSet.split
  )
    return 'its rows had another name';
  if (recorded.confusionMatrix.labels.join('\n') !== manifest.output.classes?.join('\n'))
    return 'its classes had other names';
  if (recorded.metricsVersion !== metricsVersion) return 'the metrics were defined otherwise';
  return null;
}

/**
 * Runs a model over its evaluation set and judges it.
 *
 * @param manifest must describe the files as they are
 * @param onProgress told the rows done and the rows there are
 * @throws ModelfolioError `manifest-stale` when the files are not the manifest's, and whatever they are damaged by
 */
export async function evaluateModel(
  project: Project,
  manifest: ModelManifest,
  onProgress?: (rows: number, total: number) => void,
): Promise<Evaluation> {
  const { id, evaluationSet, output } = manifest;
  const path = `models/${id}/model.onnx`;
  if (evaluationSet === null || output.classes === null)
    throw new ModelfolioError('evaluation-set-missing', 'names no rows or no classes', {
      file: `models/${id}/manifest.json`,
    });
  const rows = await readEvaluationRows(project, id, evaluationSet);
  checkLabels(rows, output.classes, id);
  const bytes = await readBytes(project, path);
  if (sha256Of(bytes) !== onnxSha256(manifest))
    throw new ModelfolioError('manifest-stale', 'is not the file that manifest.json describes', {
      file: path,
      hint: 'run modelfolio ingest',
    });
  const model = await openModel(project, bytes, path);
  try {
    const predictions = await classify(model, manifest, rows, path, {
      signal: project.effects.signal,
      ...(onProgress && { onProgress: (done) => onProgress(done, evaluationSet.rows) }),
    });
    return {
      schemaVersion: 1,
      modelId: id,
      modelSha256: sha256Of(bytes),
      task: output.task === 'binary-classification' ? 'binary-classification' : 'multiclass-classification',
      dataset: {
        name: evaluationSet.name,
        split: evaluationSet.split,
        digest: evaluationSet.digest,
        n: rows.labels.length,
      },
      ...judge(rows.labels, predictions, output.classes),
      runtime: model.runtime,
      command: evaluationCommand(id),
    };
  } finally {
    await model.close();
  }
}

async function openModel(project: Project, bytes: Uint8Array, path: string): Promise<InferenceModel> {
  try {
    return await project.effects.openModel(bytes);
  } catch (cause) {
    throw new ModelfolioError(
      'model-unreadable',
      `ONNX Runtime refuses it: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        file: path,
        cause,
      },
    );
  }
}

function checkLabels({ labels }: EvaluationRows, classes: readonly string[], id: string): void {
  const row = labels.findIndex((label) => label >= classes.length);
  if (row !== -1)
    throw new ModelfolioError(
      'classes-mismatch',
      `row ${row} of the evaluation set has the label ${labels[row]}, but there are ${classes.length} classes (0 to ${classes.length - 1})`,
      { file: `models/${id}/card.yaml`, field: 'signature.classes' },
    );
}

function onnxSha256({ formats }: ModelManifest): string | undefined {
  return formats.find(({ format }) => format === 'onnx')?.files[0]?.sha256;
}
