import {
  classLabels,
  feedsOf,
  numbersOf,
  numberOf,
  targetLabels,
  type Cell,
  type Table,
} from '@modelfolio/inference';
import type { ModelExamples, ModelManifest, TabularColumn } from '@modelfolio/schemas';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { labelColumns } from '../evaluation/evaluation-set.ts';
import { formatJson } from '@modelfolio/project/json-file';

/** Where a model's examples lie. */
export function examplesPath(id: string): string {
  return `models/${id}/examples.json`;
}

const mostRows = 200;
/** Numbers in the file: a page loads it before anybody plays. */
const mostValues = 100_000;
const seed = 20_261_123;

type Described = Pick<ModelManifest, 'id' | 'inputs' | 'input' | 'output' | 'evaluationSet'>;

/**
 * Rows to start playing from: all of a small evaluation set, a seeded sample of a large one, in the set's order.
 *
 * @returns `null` for images and where there are no rows
 * @throws InferenceError `table` for a value or label that the model cannot take, naming line and column
 */
export function deriveExamples(manifest: Described, table: Table | null): ModelExamples | null {
  const { id, input, output, evaluationSet } = manifest;
  if (!table || !evaluationSet || evaluationSet.format === 'idx-gz' || input.kind === 'image') return null;
  const { labels } = evaluationSet;
  const columns =
    input.kind === 'tabular' ? [...new Set(input.columns.map(({ name }) => name))] : [input.input];
  const width = input.kind === 'tabular' ? columns.length : rowValues(manifest, table, 0).length;
  if (width > mostValues) return null;
  // All labels are looked at, of rows that are not shown too: one that fits no class is better found now.
  const truth = labelCells(output, table, labels);
  const most = Math.min(mostRows, Math.max(1, Math.floor(mostValues / width)));
  return {
    schemaVersion: 1,
    modelId: id,
    digest: evaluationSet.digest,
    seed,
    columns,
    labels: [...labels],
    rows: sample(table.rows, most).map((index) => ({
      index,
      values:
        input.kind === 'tabular'
          ? columns.map((name) => plainValue(input.columns, name, table.column(name)[index] ?? null))
          : rowValues(manifest, table, index),
      label: truth(index),
    })),
  };
}

/** The bytes of `examples.json`. */
export function examplesText(examples: ModelExamples): string {
  return formatJson(examples);
}

/** Indices of a sample without replacement, ascending (Fisher–Yates, as far as it is needed). */
function sample(rows: number, most: number): number[] {
  const indices = Array.from({ length: rows }, (_, index) => index);
  if (rows <= most) return indices;
  const random = new NumpyRandom(seed);
  for (let place = 0; place < most; place++) {
    const other = place + Math.floor((random.whole() * (rows - place)) / 2 ** 32);
    const [a, b] = [indices[place] ?? 0, indices[other] ?? 0];
    [indices[place], indices[other]] = [b, a];
  }
  return indices.slice(0, most).toSorted((a, b) => a - b);
}

function labelCells(
  output: Described['output'],
  table: Table,
  labels: readonly string[],
): (row: number) => (string | number)[] {
  if (output.task === 'regression') {
    const targets = targetLabels(table, labels);
    return (row) => targets.map((values) => values[row] ?? 0);
  }
  const indices = classLabels(output, table, labels[0] ?? '');
  return (row) => [output.classes?.[indices[row] ?? 0] ?? ''];
}

/** A cell as a form starts with it: numbers as numbers where JSON keeps every digit, text as text. */
function plainValue(columns: readonly TabularColumn[], name: string, cell: Cell): Cell {
  const type = columns.find((column) => column.name === name)?.type ?? 'string';
  if (type === 'string') return cell === null || cell === '' ? null : String(cell);
  if (type === 'bool') return typeof cell === 'string' ? /^\s*(?:true|1|yes|1\.0)\s*$/i.test(cell) : cell;
  const number = numberOf(cell);
  return number === null || !Number.isFinite(number) ? null : number;
}

function rowValues(manifest: Described, table: Table, row: number): (string | number)[] {
  const { inputs, input, evaluationSet } = manifest;
  const labels = evaluationSet ? labelColumns(evaluationSet) : [];
  const [tensor] = Object.values(feedsOf({ inputs, input, labels }, table, row, row + 1));
  if (!tensor) return [];
  return tensor.type === 'string'
    ? Array.from(tensor.data as readonly string[], String)
    : [...numbersOf(tensor)];
}
