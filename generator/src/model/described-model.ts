import { isStop, type Session } from '@modelfolio/inference';
import { readBytes, sha256Of } from '@modelfolio/project';
import type { Evaluation, EvaluationSet, ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { stopFailure } from './stop-failure.ts';

/**
 * Opens the file that a manifest describes, and gives its bytes too.
 *
 * @throws ModelfolioError `manifest-stale` when it is another file, `model-unreadable`, `model-stopped`
 */
export async function openDescribedModel(
  project: Project,
  manifest: ModelManifest,
): Promise<{ model: Session; bytes: Uint8Array }> {
  const path = modelFile(manifest);
  const bytes = await readBytes(project, path);
  if (sha256Of(bytes) !== modelSha256(manifest))
    throw new ModelfolioError('manifest-stale', 'is not the file that manifest.json describes', {
      file: path,
      hint: 'run modelfolio ingest',
    });
  try {
    return { model: await project.effects.openModel(bytes), bytes };
  } catch (cause) {
    if (isStop(cause)) throw stopFailure(cause, path);
    throw new ModelfolioError(
      'model-unreadable',
      `ONNX Runtime refuses it: ${cause instanceof Error ? cause.message : String(cause)}`,
      { file: path, cause },
    );
  }
}

/** Path of the file that stands for a model: ONNX before others. */
export function modelFile({ id, formats }: ModelManifest): string {
  const format = formats.find((found) => found.format === 'onnx') ?? formats[0];
  return `models/${id}/${format?.entry ?? 'model.onnx'}`;
}

/** Its hash. */
export function modelSha256({ formats }: ModelManifest): string | undefined {
  const format = formats.find((found) => found.format === 'onnx') ?? formats[0];
  return format?.files[0]?.sha256;
}

/** How a record begins that says something of a model on some rows. */
export function recordHead(
  manifest: ModelManifest,
  { name, split, digest }: EvaluationSet,
  n: number,
): Pick<Evaluation, 'schemaVersion' | 'modelId' | 'modelSha256' | 'dataset'> {
  return {
    schemaVersion: 1,
    modelId: manifest.id,
    modelSha256: modelSha256(manifest) ?? '',
    dataset: { name, split, digest, n },
  };
}
