import type { z } from 'zod';
import { readBody } from '@modelfolio/service/read-body';
import { validated } from '@modelfolio/service/validation';
import { rowOf } from '@modelfolio/explainability';
import { attributionExplainer } from '../explainers/attribution-explainer.ts';
import { limeExplainer } from '../explainers/lime-explainer.ts';
import { backgroundRows, knownRows } from '../models/known-rows.ts';
import { tableOfRows } from '../models/table-of-rows.ts';
import { explainRequest, type explainAnswer, type ExplanationAnswer } from '../requests/explain.ts';
import { outputOrPredicted } from '../requests/output-place.ts';
import type { Handler } from '@modelfolio/service/app';
import type { Workplace } from './workplace.ts';
import { askedModel } from './models.ts';

export function explain(place: Workplace): Handler {
  const schema = explainRequest(place.limits);
  return async (context) => {
    const model = askedModel(place, context);
    const asked = validated(schema, await readBody(context.req), 'body');
    const table = tableOfRows(model.columns, asked.rows, (row) => `rows[${row}]`);
    const background =
      asked.method === 'lime' ? knownRows(model) : backgroundRows(model, asked.background, asked.seed);
    const explanations = await place.gate.pass(context.req.raw.signal, async (signal) => {
      const own = model.ask();
      const rows = own.code.encode(table);
      const predictions = await own.predict(rows);
      const question = { model, own, asked, background };
      const explainer = asked.method === 'lime' ? limeExplainer(question) : attributionExplainer(question);
      const found: ExplanationAnswer[] = [];
      for (let row = 0; row < rows.rows; row++) {
        signal.throwIfAborted();
        const output = outputOrPredicted(model.manifest.output, asked.output, predictions, row);
        found.push(await explainer(rowOf(rows, row), output, signal));
      }
      return found;
    });
    return context.json({
      model: { id: model.id, sha256: model.sha256 },
      background: background.rows,
      seed: asked.seed,
      explanations,
    } satisfies z.infer<typeof explainAnswer>);
  };
}
