import type { Matrix, TableModel } from '@modelfolio/explainability';
import type { z } from 'zod';
import type { LoadedModel } from '../models/loaded-model.ts';
import type { explainRequest, ExplanationAnswer } from '../requests/explain.ts';
import type { OutputPlace } from '../requests/output-place.ts';

/** What a request wants explained. */
export interface ExplainQuestion {
  readonly model: LoadedModel;
  /** The model with the codes of this request. */
  readonly own: TableModel;
  readonly asked: Omit<z.infer<ReturnType<typeof explainRequest>>, 'rows'>;
  /** Rows to compare with. */
  readonly background: Matrix;
}

/** Explains a class or target of a coded row. */
export type ExplainRow = (
  row: Float64Array,
  output: OutputPlace,
  signal: AbortSignal,
) => Promise<ExplanationAnswer>;
