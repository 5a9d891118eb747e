// Browser-safe: what fits, transforms and reads states. Reading files is the command's.
export { FeaturesError, type FeaturesErrorCode } from './features-error.ts';
export { compile, fit, fitTransform } from './fit.ts';
export { frameFromArrow, type ArrowTable } from './frame/from-arrow.ts';
export { frameFromDuckdb, type DuckdbReader } from './frame/from-duckdb.ts';
export { frameFromPolars, type PolarsFrame } from './frame/from-polars.ts';
export { frameFromColumns, frameFromRows } from './frame/from-rows.ts';
export { frameFromTable, type ColumnTypes } from './frame/from-table.ts';
export { columnOf, frameOf, numbersIn, textIn, type Column, type Frame } from './frame/frame.ts';
export { readState, writeState } from './state-file.ts';
export { fitStream, type FitStreamOptions } from './streaming/fit-stream.ts';
export type { RowSource, StreamProgress } from './streaming/row-source.ts';
export { transformStream, type TransformStreamOptions } from './streaming/transform-stream.ts';
export type { Compiled, FittedTransformer, Target, TransformerSpec } from './transformers/transformer.ts';
