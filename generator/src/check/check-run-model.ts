import type { FileDigest, ModelManifest, RunRecord } from '@modelfolio/schemas';
import type { CardYamlFile } from '../card/card-yaml.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { JsonFile } from '@modelfolio/project/json-file';
import type { Findings } from './finding.ts';

/**
 * The run that card.yaml names must have made the files that are shipped, where records tell: not one whose files have
 * other digests, and not one while another run has these very files. A run that names no files of the model tells nothing,
 * and neither do files that were changed on their way here.
 *
 * @param manifest derived from the files as they are
 */
export function checkRunModel(
  findings: Findings,
  { path, placeOf }: CardYamlFile,
  { id, formats }: ModelManifest,
  run: JsonFile<RunRecord>,
  runs: readonly JsonFile<RunRecord>[],
): void {
  const shipped = formats.filter(({ changes }) => changes.length === 0).flatMap(({ files }) => files);
  const maker = runs.find(({ value }) => value.id !== run.value.id && madeAny(value, shipped));
  const other = shipped.find((file) => madeOther(run.value, id, file));
  if (madeAny(run.value, shipped) ? !other : !other && !maker) return;
  const words = maker
    ? `the files are those of run ${maker.value.id}`
    : `${other?.path ?? 'model.onnx'} is not the file that run ${run.value.id} made`;
  findings.add(
    new ModelfolioError('run-model-differs', words, {
      file: path,
      field: placeOf(['run']),
      hint: maker
        ? `name that run, or put the model of ${run.value.id} in its place`
        : 'name the run that made the file, or restore the file',
    }),
  );
}

/** Whether a run logged one of the files, by digest. */
function madeAny({ artifacts }: RunRecord, files: readonly FileDigest[]): boolean {
  return files.some(({ sha256 }) => artifacts.some((artifact) => artifact.sha256 === sha256));
}

/** Whether a run says that it made this file of this model, with another digest. */
function madeOther({ artifacts, models }: RunRecord, id: string, { path, sha256 }: FileDigest): boolean {
  if (!models.some(({ modelId }) => modelId === id)) return false;
  return artifacts.some((artifact) => artifact.path === path && artifact.sha256 !== sha256);
}
