import { posix } from 'node:path';
import { relativePath, type ModelManifest } from '@modelfolio/schemas';
import { z } from 'zod';
import { readJson } from '@modelfolio/project/json-file';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { digestFile, kindOf } from '@modelfolio/project';

type ModelFormat = ModelManifest['formats'][number];

/** The part of a TensorFlow.js `model.json` that names its files. */
const tfjsModel = z.object({
  format: z.enum(['layers-model', 'graph-model']),
  weightsManifest: z.array(z.object({ paths: z.array(z.string().min(1)) })),
});

/**
 * The forms a model lies in: `model.onnx`, `tfjs/model.json` with its weights, or both.
 * Paths are relative to the model's folder.
 *
 * @param changes what was changed in the ONNX file that was handed in
 *
 * @throws ModelfolioError `model-missing` or `model-unreadable`
 */
export async function findModelFormats(
  project: Project,
  id: string,
  changes: readonly string[] = [],
): Promise<ModelFormat[]> {
  const formats: ModelFormat[] = [];
  if ((await kindOf(project, `models/${id}/model.onnx`)) === 'file')
    formats.push(await toFormat(project, id, 'onnx', ['model.onnx'], changes));
  const entry = 'tfjs/model.json';
  if ((await kindOf(project, `models/${id}/${entry}`)) === 'file') {
    const { value } = await readJson(project, `models/${id}/${entry}`, tfjsModel, 'model-unreadable');
    const weights = value.weightsManifest.flatMap(({ paths }) => paths);
    const outside = weights.find((path) => !relativePath.safeParse(path).success || path.includes('://'));
    if (outside !== undefined)
      throw new ModelfolioError(
        'model-unreadable',
        `weights in ${JSON.stringify(outside)}, which is not beside it`,
        {
          file: `models/${id}/${entry}`,
          hint: 'put the weights into the folder of model.json',
        },
      );
    const files = [entry, ...weights.map((path) => posix.join('tfjs', path))];
    formats.push(
      await toFormat(project, id, value.format === 'layers-model' ? 'tfjs-layers' : 'tfjs-graph', files),
    );
  }
  return formats;
}

async function toFormat(
  project: Project,
  id: string,
  format: ModelFormat['format'],
  paths: readonly string[],
  changes: readonly string[] = [],
): Promise<ModelFormat> {
  const files: ModelFormat['files'] = [];
  for (const path of paths) {
    const file = `models/${id}/${path}`;
    if ((await kindOf(project, file)) !== 'file')
      throw new ModelfolioError('model-missing', 'not there', {
        file,
        hint: 'train or export the model again',
      });
    files.push(await digestFile(project, file, path));
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { format, entry: paths[0] ?? '', files, bytes, changes: [...changes] };
}
