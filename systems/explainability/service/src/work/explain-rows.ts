import { rowOf } from '@modelfolio/explainability';
import { attributionExplainer } from '../explainers/attribution-explainer.ts';
import { limeExplainer } from '../explainers/lime-explainer.ts';
import { backgroundRows, knownRows } from '../models/known-rows.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import { tableOfRows } from '../models/table-of-rows.ts';
import type { ExplainAnswer, ExplainAsked, ExplanationAnswer } from '../requests/explain.ts';
import { outputOrPredicted } from '../requests/output-place.ts';

/** Explains rows. @throws ServiceError, ExplainabilityError, InferenceError; the signal's reason */
export async function explainRows(
  model: LoadedModel,
  asked: ExplainAsked,
  signal: AbortSignal,
): Promise<ExplainAnswer> {
  const table = tableOfRows(model.columns, asked.rows, (row) => `rows[${row}]`);
  const background =
    asked.method === 'lime' ? knownRows(model) : backgroundRows(model, asked.background, asked.seed);
  const own = model.ask();
  const rows = own.code.encode(table);
  const predictions = await own.predict(rows);
  const question = { model, own, asked, background };
  const explainer = asked.method === 'lime' ? limeExplainer(question) : attributionExplainer(question);
  const explanations: ExplanationAnswer[] = [];
  for (let row = 0; row < rows.rows; row++) {
    signal.throwIfAborted();
    const output = outputOrPredicted(model.manifest.output, asked.output, predictions, row);
    explanations.push(await explainer(rowOf(rows, row), output, signal));
  }
  return {
    model: { id: model.id, sha256: model.sha256 },
    background: background.rows,
    seed: asked.seed,
    explanations,
  };
}
