import type { z } from 'zod';
import { answerJson } from '@modelfolio/service/answer-json';
import { readBody } from '@modelfolio/service/read-body';
import { validated } from '@modelfolio/service/validation';
import { tableOfRows } from '../models/table-of-rows.ts';
import { toPredictions, type predictAnswer, predictRequest } from '../requests/predict.ts';
import type { Handler } from '@modelfolio/service/app';
import type { Workplace } from './workplace.ts';
import { askedModel } from './models.ts';

export function predict(place: Workplace): Handler {
  const schema = predictRequest(place.limits);
  return async (context, pass) => {
    const model = askedModel(place, context);
    const { rows } = validated(schema, await readBody(context.req), 'body');
    const table = tableOfRows(model.columns, rows, (row) => `rows[${row}]`);
    const predictions = await pass(async () => {
      const asked = model.ask();
      return asked.predict(asked.code.encode(table));
    });
    return answerJson(context, {
      model: { id: model.id, sha256: model.sha256 },
      predictions: toPredictions(predictions),
    } satisfies z.infer<typeof predictAnswer>);
  };
}
