import { isDeepStrictEqual } from 'node:util';
import { InferenceError, type Table } from '@modelfolio/inference';
import { evaluation, type Evaluation, type EvaluationSet, type ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import type { EvaluatedRows } from './evaluated-rows.ts';
import { defaultResampling } from './estimates.ts';
import { judge, metricsVersion, type Judged, type JudgedRows } from './judge.ts';
import { labelColumns, readEvaluationTable, sidesOf } from './evaluation-set.ts';
import { readJson, type JsonFile } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { checkedPredictions } from './checked-predictions.ts';
import { kindOf } from '@modelfolio/project';
import { modelFile, modelSha256, openDescribedModel, recordHead } from '../model/described-model.ts';
import { tableFailure } from './table-set.ts';

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
 * the model, the rows, the classes or targets, the slices and the metrics' code must all be the same.
 */
export function whyStale(recorded: Evaluation, manifest: ModelManifest): string | null {
  const { evaluationSet, output } = manifest;
  if (recorded.modelSha256 !== modelSha256(manifest)) return 'it judged another model.onnx';
  if (recorded.dataset.digest !== evaluationSet?.digest) return 'it used other rows';
  if (recorded.dataset.name !== evaluationSet.name || recorded.dataset.split !== evaluationSet.split)
    return 'its rows had another name';
  if (recorded.task !== output.task) return 'it judged another task';
  const names =
    recorded.task === 'regression'
      ? recorded.targets.map(({ name }) => name)
      : recorded.confusionMatrix.labels;
  const expected = output.task === 'regression' ? output.targets?.map(({ name }) => name) : output.classes;
  if (names.join('\n') !== expected?.join('\n')) return 'its classes had other names';
  if (recorded.task === 'binary-classification') {
    const positive = output.classes?.[output.positive ?? 1];
    if (recorded.thresholds?.positive !== positive) return 'another class counted as positive';
  }
  if (!namesSlices(recorded, evaluationSet)) return 'its rows were sliced otherwise';
  if (recorded.metricsVersion !== metricsVersion) return 'the metrics were defined otherwise';
  return null;
}

/** A record of before rules were kept is known by its slices alone: there are some, or none. */
function namesSlices({ sliceRules, slices }: Evaluation, set: EvaluationSet): boolean {
  const rules = set.format === 'idx-gz' ? [] : set.slices;
  return sliceRules === undefined
    ? slices.length === 0 || rules.length > 0
    : isDeepStrictEqual(sliceRules, rules);
}

/**
 * Runs a model over its evaluation set and judges it; gives the rows and what the model says of them, too.
 *
 * @param manifest must describe the files as they are
 * @param onProgress told the steps done and the steps there are: rows, then resamples
 * @throws ModelfolioError `manifest-stale` when the files are not the manifest's, and whatever they are damaged by
 */
export async function evaluateModel(
  project: Project,
  manifest: ModelManifest,
  onProgress?: (rows: number, total: number) => void,
): Promise<EvaluatedRows & { evaluation: Evaluation }> {
  const { id, evaluationSet, output } = manifest;
  if (evaluationSet === null)
    throw new ModelfolioError('evaluation-set-missing', 'names no rows', {
      file: `models/${id}/manifest.json`,
    });
  const table = await readEvaluationTable(project, id, evaluationSet);
  const labels = labelColumns(evaluationSet);
  checkIndices(table, labels, evaluationSet, output.classes, id);
  const { model } = await openDescribedModel(project, manifest);
  try {
    const predictions = await checkedPredictions(model, sidesOf(manifest), table, modelFile(manifest), {
      signal: project.effects.signal,
      ...(onProgress && { onProgress: (done) => onProgress(done, evaluationSet.rows) }),
    });
    const slices = evaluationSet.format === 'idx-gz' ? [] : evaluationSet.slices;
    const judged = judgeRows(
      output,
      predictions,
      {
        table,
        labels,
        slices,
        columns: searchedColumns(manifest, table),
      },
      project,
    );
    const made = {
      ...recordHead(manifest, evaluationSet, table.rows),
      ...judged,
      sliceRules: slices,
      runtime: model.runtime,
      command: evaluationCommand(id),
    };
    return { evaluation: made, table, predictions };
  } finally {
    await model.close();
  }
}

/** The judge's complaints about the data, said as this room says them. */
function judgeRows(
  output: ModelManifest['output'],
  predictions: Awaited<ReturnType<typeof checkedPredictions>>,
  rows: JudgedRows,
  { effects }: Project,
): Judged {
  try {
    return judge(output, predictions, rows, {
      ...defaultResampling,
      onReplicate: () => effects.signal.throwIfAborted(),
    });
  } catch (error) {
    throw error instanceof InferenceError ? tableFailure(error) : error;
  }
}

/** Columns that slices are searched in: those that the model takes. */
function searchedColumns({ input }: ModelManifest, table: Table): string[] {
  if (input.kind !== 'tabular') return [];
  return input.columns.map(({ name }) => name).filter((name) => table.columns.includes(name));
}

/** Labels of image sets are class indices: a row too high is a matter of card.yaml, not of the file. */
function checkIndices(
  table: Table,
  [label = '']: readonly string[],
  set: EvaluationSet,
  classes: readonly string[] | null,
  id: string,
): void {
  if (set.format !== 'idx-gz' || classes === null) return;
  const labels = table.column(label);
  const row = labels.findIndex((value) => Number(value) >= classes.length);
  if (row !== -1)
    throw new ModelfolioError(
      'classes-mismatch',
      `row ${row} of the evaluation set has the label ${labels[row]}, but there are ${classes.length} classes (0 to ${classes.length - 1})`,
      { file: `models/${id}/card.yaml`, field: 'signature.classes' },
    );
}
