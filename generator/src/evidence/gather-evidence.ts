import { basename } from 'node:path';
import {
  classLabels,
  InferenceError,
  type InputSide,
  type Predictions,
  type Table,
} from '@modelfolio/inference';
import { sha256Of } from '@modelfolio/project';
import type { Evidence, ModelManifest, RowEvidence } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { labelColumns as labelsOf, sidesOf } from '../evaluation/evaluation-set.ts';
import { modelSha256, recordHead } from '../model/described-model.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { compareFormats } from './compare-formats.ts';
import { evaluationSample, randomSample } from './format-samples.ts';
import { evidenceVersion } from './evidence-file.ts';
import { givenPredictions } from './given-predictions.ts';
import { labelColumns } from './label-columns.ts';
import { predictionGap } from './prediction-gap.ts';
import { repeatedRows, sharedRows } from './repeated-rows.ts';
import { rowKeys } from './row-keys.ts';
import { sourceTable } from './source-table.ts';

/** Sources to hold against an evaluation. */
export interface EvidenceSources {
  /** The original model's predictions: path in the model's folder, and bytes. */
  readonly predictions: { readonly path: string; readonly content: Uint8Array } | null;
  /** Training data by name and bytes, or what an earlier look at them found. */
  readonly training: { readonly name: string; readonly bytes: Uint8Array } | RowEvidence['training'];
}

/**
 * Looks for what speaks against an evaluation: rows that repeat, that lie in training data, columns that tell the label,
 * formats and an original model that say something else.
 *
 * @throws ModelfolioError `predictions-unreadable`, `training-data-unreadable`, and what {@link compareFormats} throws
 */
export async function gatherEvidence(
  project: Project,
  manifest: ModelManifest,
  { table, predictions }: EvaluatedRows,
  sources: EvidenceSources,
): Promise<Evidence> {
  const { evaluationSet, input, output } = manifest;
  if (evaluationSet === null) throw new RangeError('a model without rows has nothing to gather evidence of');
  const labels = labelsOf(evaluationSet);
  const sides = sidesOf(manifest);
  const keys = rowKeys(sides, table);
  const taken = input.kind === 'tabular' ? input.columns.map(({ name }) => name) : [];
  const rows: RowEvidence = {
    duplicates: repeatedRows(keys, truthOf(manifest, table, labels)),
    columns: taken.length,
    labelColumns: labels.flatMap((label) => labelColumns(table, taken, label, output.task === 'regression')),
    training: await trainingEvidence(sides, keys, sources.training),
  };
  return {
    ...recordHead(manifest, evaluationSet, table.rows),
    rows,
    formats: await compareFormats(
      project,
      manifest,
      evaluationSample(project, manifest, { table, predictions }),
    ),
    predictions: sources.predictions && (await againstOriginal(manifest, predictions, sources.predictions)),
    evidenceVersion,
    command: `npx modelfolio evaluate ${manifest.id} --force`,
  };
}

/**
 * As {@link gatherEvidence}, for a model that is judged on no rows: its formats, on made-up ones.
 *
 * @throws ModelfolioError as `randomSample` and `compareFormats`
 */
export async function gatherWithoutRows(project: Project, manifest: ModelManifest): Promise<Evidence> {
  return {
    schemaVersion: 1,
    modelId: manifest.id,
    modelSha256: modelSha256(manifest) ?? '',
    dataset: null,
    rows: null,
    formats: await compareFormats(project, manifest, await randomSample(project, manifest)),
    predictions: null,
    evidenceVersion,
    command: `npx modelfolio evaluate ${manifest.id} --force`,
  };
}

/** The truth of a row as text: a class, or the values of all targets. */
function truthOf(
  { output }: ModelManifest,
  table: Table,
  labels: readonly string[],
): (row: number) => string {
  if (output.task !== 'regression') {
    const classes = classLabels(output, table, labels[0] ?? '');
    return (row) => String(classes[row]);
  }
  const columns = labels.map((label) => table.column(label));
  return (row) => columns.map((cells) => Number(cells[row])).join();
}

async function trainingEvidence(
  sides: InputSide,
  keys: readonly string[],
  training: EvidenceSources['training'],
): Promise<RowEvidence['training']> {
  if (training === null || 'shared' in training) return training;
  const { name, bytes } = training;
  const file = { name: basename(name), bytes: bytes.length, sha256: sha256Of(bytes) };
  return reading('training-data-unreadable', file.name, async () => {
    const table = await sourceTable(bytes, file.name);
    return { file, rows: table.rows, ...sharedRows(keys, rowKeys(sides, table)) };
  });
}

async function againstOriginal(
  { id, output }: ModelManifest,
  predictions: Predictions,
  { path, content }: NonNullable<EvidenceSources['predictions']>,
): Promise<NonNullable<Evidence['predictions']>> {
  const file = { path, bytes: content.length, sha256: sha256Of(content) };
  const name = `models/${id}/${path}`;
  const positive = output.task === 'binary-classification' ? (output.positive ?? 1) : null;
  return reading('predictions-unreadable', name, async () => {
    const table = await sourceTable(content, name);
    return { file, gap: predictionGap(predictions, givenPredictions(table, predictions, positive)) };
  });
}

/** What is wrong with a file that was given, under this room's names. */
async function reading<Result>(
  code: 'predictions-unreadable' | 'training-data-unreadable',
  file: string,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    const { line, row, column } = error.place;
    const field = [
      line == null ? [] : `line ${line}`,
      row == null ? [] : `row ${row}`,
      column == null ? [] : `column ${column}`,
    ]
      .flat()
      .join(', ');
    throw new ModelfolioError(code, error.reason, {
      file,
      ...(field !== '' && { field }),
      hint: error.hint,
      cause: error,
    });
  }
}
