// Browser-safe: what fits, transforms and reads states. Reading files is the command's.
export { FeaturesError, type FeaturesErrorCode } from './features-error.ts';
export { compile, fit, fitTransform } from './fit.ts';
export { frameFromTable, type ColumnTypes } from './frame/from-table.ts';
export { columnOf, frameOf, numbersIn, textIn, type Column, type Frame } from './frame/frame.ts';
export { readState, writeState } from './state-file.ts';
export type { Compiled, FittedTransformer, Target, TransformerSpec } from './transformers/transformer.ts';
