import { columnOf, frameOf, numbersIn, textIn, type Column, type Frame } from '../src/frame/frame.ts';
import { stratifiedFolds } from '../src/transformers/folds.ts';
import type { CensusData } from './load-census.ts';
import { censusInputs, censusTarget } from './pipelines.ts';
import { incomeClasses } from './read-census.ts';

/** Rows of one part: what a model takes, and what it is to say. */
export interface CensusRows {
  inputs: Frame;
  /** Place among {@link incomeClasses}. */
  labels: Uint8Array;
}

/** The published training rows in two, and the published test rows. */
export interface CensusSplit {
  train: CensusRows;
  /** A fifth of the training rows, with the same shares of classes: candidates are chosen by it. */
  validation: CensusRows;
  test: CensusRows;
}

/** The data as models see it. The same seed gives the same rows. */
export function splitCensus({ train, test }: Pick<CensusData, 'train' | 'test'>, seed: number): CensusSplit {
  const labels = labelsOf(train);
  const fold = stratifiedFolds(labels, { folds: 5, seed });
  const rowsWhere = (isWanted: (fold: number) => boolean): number[] =>
    Array.from(fold.keys()).filter((row) => isWanted(fold[row] as number));
  const part = (rows: readonly number[]): CensusRows => ({
    inputs: rowsOf(inputsOf(train), rows),
    labels: Uint8Array.from(rows, (row) => labels[row] as number),
  });
  return {
    train: part(rowsWhere((one) => one !== 0)),
    validation: part(rowsWhere((one) => one === 0)),
    test: { inputs: inputsOf(test), labels: labelsOf(test) },
  };
}

/** The bands that results are told by, each up to its last year of age. */
const ageBands = [
  { name: '17–24', last: 24 },
  { name: '25–34', last: 34 },
  { name: '35–44', last: 44 },
  { name: '45–54', last: 54 },
  { name: '55–64', last: 64 },
  { name: '65 and over', last: Infinity },
] as const;

/** The rows that the model is judged on: its inputs, the truth, and the age band, which no model takes. */
export function evaluationRows({ inputs, labels }: CensusRows): Frame {
  const bands = Array.from(
    numbersIn(inputs, 'age'),
    (age) => ageBands.find(({ last }) => age <= last)?.name ?? null,
  );
  return frameOf([
    ...inputs.columns,
    { name: 'age_band', type: 'text', values: bands },
    { name: censusTarget, type: 'text', values: Array.from(labels, (label) => incomeClasses[label] ?? null) },
  ]);
}

const inputsOf = (frame: Frame): Frame => frameOf(censusInputs.map((name) => columnOf(frame, name)));

function labelsOf(frame: Frame): Uint8Array {
  return Uint8Array.from(textIn(frame, censusTarget), (income) => incomeClasses.indexOf(income ?? ''));
}

const rowsOf = ({ columns }: Frame, rows: readonly number[]): Frame =>
  frameOf(
    columns.map((column): Column =>
      column.type === 'number'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] as number) }
        : { ...column, values: rows.map((row) => column.values[row] ?? null) },
    ),
    rows.length,
  );
