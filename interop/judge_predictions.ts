// Judges predictions made elsewhere, for judges in Python: node interop/judge_predictions.ts <cases.json> prints one
// evaluation a line. A case holds columns, labels, and probabilities with classes, or values.
import { readFileSync } from 'node:fs';
import { tableOf, type Cell, type Predictions } from '@modelfolio/inference';
import type { SliceRule } from '@modelfolio/schemas';
import { defaultResampling } from 'modelfolio/evaluation/estimates';
import { judge } from 'modelfolio/evaluation/judge';

interface Case {
  columns: Record<string, Cell[]>;
  labels: string[];
  slices: SliceRule[];
  searched: string[];
  replicates: number;
  classes?: string[];
  positive?: number;
  /** Row after row. */
  probabilities?: number[][];
  predicted?: number[];
  /** An array for each target. */
  values?: number[][];
}

const [path = ''] = process.argv.slice(2);
for (const given of JSON.parse(readFileSync(path, 'utf8')) as Case[]) {
  const rows = Object.values(given.columns)[0]?.length ?? 0;
  const table = tableOf('case', new Map(Object.entries(given.columns)), rows);
  const { classes = null, positive = null, probabilities = [], predicted = [], values } = given;
  const predictions: Predictions = values
    ? {
        kind: 'values',
        targets: given.labels.map((name) => ({ name, unit: null })),
        values: values.map((target) => Float64Array.from(target)),
      }
    : {
        kind: 'classes',
        classes: classes ?? [],
        probabilities: Float64Array.from(probabilities.flat()),
        predicted: Uint32Array.from(predicted),
      };
  const judged = judge(
    { classes, positive },
    predictions,
    { table, labels: given.labels, slices: given.slices, columns: given.searched },
    { ...defaultResampling, replicates: given.replicates },
  );
  process.stdout.write(`${JSON.stringify(judged)}\n`);
}
