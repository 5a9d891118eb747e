// What the evaluator and the page share, so that both compute the very same.
export { feedsOf, numberOf, type InputSide, type ModelSides } from './feeds.ts';
export { InferenceError, isStop, type InferenceErrorCode, type StopCode } from './inference-error.ts';
export { joinPredictions } from './join-predictions.ts';
export { classLabels, targetLabels } from './labels.ts';
export {
  outputNames,
  predictionsOf,
  type ClassPredictions,
  type Predictions,
  type ValuePredictions,
} from './predictions.ts';
export { predictTable } from './predict-table.ts';
export { readTable, tableFormatOf, tableFormats, type TableFormat } from './read-table.ts';
export { rowsTable } from './rows-table.ts';
export { cellPlace, tableOf, type Cell, type RowArray, type Table } from './table.ts';
export { scoreKind, type ScoreKind } from './score-kind.ts';
export type { OpenSession, OpenTfjs, RunGraph, Session } from './session.ts';
export {
  numbersOf,
  tensorOf,
  wholeBounds,
  type Tensor,
  type TensorNumbers,
  type TensorType,
} from './tensor.ts';
export { watchActivation } from './watch-activation.ts';
