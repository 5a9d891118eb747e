import { listed } from '@modelfolio/failures/listed';
import { InferenceError, readTable, type Table, tableFormatOf } from '@modelfolio/inference';
import type { TableEvaluationSet } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { readSetFile, type EvaluationSetWords } from './set-file.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { sha256Of } from '@modelfolio/project';

/**
 * Describes a file of rows for a manifest.
 *
 * @throws ModelfolioError `evaluation-set-missing` or `evaluation-set-damaged`
 */
export async function describeTableSet(
  project: Project,
  id: string,
  { name, split, path, label, slices, licence, source }: EvaluationSetWords,
): Promise<TableEvaluationSet> {
  const file = `models/${id}/${path}`;
  const { table, bytes } = await readTableFile(project, file);
  const labels = label === undefined ? [] : [label].flat();
  const damaged = (reason: string, hint: string): ModelfolioError =>
    new ModelfolioError('evaluation-set-damaged', reason, { file, hint });
  if (labels.length === 0)
    throw damaged('which column is the label?', 'name it as evaluationSet.label in card.yaml');
  const missing = labels.find((column) => !table.columns.includes(column));
  if (missing !== undefined)
    throw damaged(
      `no column ${JSON.stringify(missing)}, which card.yaml names as the label`,
      `there are: ${listed(table.columns, 20)}`,
    );
  if (table.rows === 0) throw damaged('has no rows', 'add rows to judge the model on');
  const sha256 = sha256Of(bytes);
  return {
    name,
    split,
    format: tableFormatOf(bytes, path) ?? 'csv',
    rows: table.rows,
    file: { path, bytes: bytes.length, sha256 },
    columns: [...new Set([...table.columns, ...table.arrays.keys()])],
    labels,
    slices: slices ?? [],
    digest: sha256Of(`${sha256}\n`),
    licence,
    source,
  };
}

/**
 * Reads a table of the project.
 *
 * @throws ModelfolioError `evaluation-set-missing` or `evaluation-set-damaged`, naming line and column
 */
export async function readTableFile(
  project: Project,
  file: string,
): Promise<{ table: Table; bytes: Uint8Array }> {
  const bytes = await readSetFile(project, file);
  try {
    return { table: await readTable(bytes, file), bytes };
  } catch (error) {
    throw error instanceof InferenceError ? tableFailure(error) : error;
  }
}

/** What is wrong with a table, as this room says it. */
export function tableFailure(error: InferenceError): ModelfolioError {
  const { file, line, column } = error.place;
  const field = [line == null ? [] : `line ${line}`, column == null ? [] : `column ${column}`]
    .flat()
    .join(', ');
  return new ModelfolioError('evaluation-set-damaged', error.reason, {
    file,
    field: field === '' ? undefined : field,
    hint: error.hint,
    cause: error,
  });
}
