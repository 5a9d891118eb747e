// For test_evaluation.py: node interop/judge_rows.ts < cases.json prints what `judge` says of each, as JSON.
import { text } from 'node:stream/consumers';
import type { Cell, Predictions, Table } from '@modelfolio/inference';
import type { Resampling } from '../generator/src/evaluation/estimates.ts';
import { fisherGreater, holm, welchGreater, type Sample } from '../generator/src/evaluation/slice-tests.ts';
import { judge } from '../generator/src/evaluation.ts';

interface Case {
  resampling: Resampling;
  columns: Record<string, Cell[]>;
  /** Row by row; `null` for a regressor. */
  probabilities: number[][] | null;
  predicted: number[];
}
interface Input {
  cases: Case[];
  fisher: [number, number, number, number][];
  welch: [Sample, Sample][];
  holm: number[][];
}

const input = JSON.parse(await text(process.stdin)) as Input;
process.stdout.write(
  JSON.stringify({
    cases: input.cases.map(judged),
    fisher: input.fisher.map((counts) => fisherGreater(...counts)),
    welch: input.welch.map((samples) => welchGreater(...samples)),
    holm: input.holm.map(holm),
  }),
);

function judged({ resampling, columns, probabilities, predicted }: Case): unknown {
  const classes = probabilities === null ? null : (probabilities[0] ?? []).map((_, index) => String(index));
  const predictions: Predictions =
    probabilities === null || classes === null
      ? { kind: 'values', targets: [{ name: 'y', unit: null }], values: [Float64Array.from(predicted)] }
      : {
          kind: 'classes',
          classes,
          probabilities: Float64Array.from(probabilities.flat()),
          predicted: Uint32Array.from(predicted),
        };
  const searched = Object.keys(columns).filter((name) => name !== 'y');
  return judge(
    { classes, positive: classes?.length === 2 ? 1 : null },
    predictions,
    {
      table: tableOf(columns),
      labels: ['y'],
      slices: searched,
      columns: searched,
    },
    resampling,
  );
}

function tableOf(columns: Record<string, Cell[]>): Table {
  return {
    name: 'rows',
    columns: Object.keys(columns),
    rows: columns['y']?.length ?? 0,
    arrays: new Map(),
    column: (name) => columns[name] ?? [],
    lineOf: (row) => row + 1,
  };
}
