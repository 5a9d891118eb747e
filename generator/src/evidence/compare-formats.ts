import type { Predictions, Session } from '@modelfolio/inference';
import type { Evidence, ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { openFormat } from '../model/described-model.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { otherFormats } from './evidence-file.ts';
import { predictionGap } from './prediction-gap.ts';

/** Rows that every format of a model is run on. */
export interface FormatSample {
  /** Where they come from. */
  readonly on: Evidence['formats'][number]['on'];
  readonly seed: number;
  /** What the evaluated format says of them. */
  readonly reference: Predictions;
  /** What another says. */
  predict(model: Session): Promise<Predictions>;
  /** Row of the evaluation set that stands at a place; the place itself for rows that were made up. */
  rowOf(place: number): number;
}

/**
 * Runs the other formats of a model on a sample of rows, and says where they differ from the one that is evaluated.
 *
 * @throws ModelfolioError `manifest-stale`, `model-unreadable`, `model-stopped`, `model-output-wrong`
 */
export async function compareFormats(
  project: Project,
  manifest: ModelManifest,
  { on, seed, reference, predict, rowOf }: FormatSample,
): Promise<Evidence['formats']> {
  const compared: Evidence['formats'] = [];
  for (const format of otherFormats(manifest)) {
    const model = await openFormat(project, manifest, format);
    try {
      const other = await predict(model).catch((cause: unknown) =>
        failed(project, cause, `models/${manifest.id}/${format.entry}`),
      );
      compared.push({
        format: format.format,
        files: format.files,
        runtime: model.runtime,
        on,
        seed,
        gap: predictionGap(reference, other, rowOf),
      });
    } finally {
      await model.close();
    }
  }
  return compared;
}

function failed({ effects }: Project, cause: unknown, file: string): never {
  effects.signal.throwIfAborted();
  if (cause instanceof ModelfolioError) throw cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  throw new ModelfolioError('model-output-wrong', `fails on the rows that the ONNX file takes: ${said}`, {
    file,
    cause,
  });
}
