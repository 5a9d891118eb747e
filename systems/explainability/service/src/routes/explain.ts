import { answerJson } from '@modelfolio/service/answer-json';
import type { Handler } from '@modelfolio/service/app';
import { readBody } from '@modelfolio/service/read-body';
import { validated } from '@modelfolio/service/validation';
import { tableOfRows } from '../models/table-of-rows.ts';
import { explainRequest } from '../requests/explain.ts';
import { askedModel } from './models.ts';
import type { Workplace } from './workplace.ts';

export function explain(place: Workplace): Handler {
  const schema = explainRequest(place.limits);
  return async (context, pass) => {
    const model = askedModel(place, context);
    const asked = validated(schema, await readBody(context.req), 'body');
    // Refused before it takes a place.
    tableOfRows(model.columns, asked.rows, (row) => `rows[${row}]`);
    return answerJson(
      context,
      await pass((signal) => place.dear.run('explainRows', model.id, asked, signal)),
    );
  };
}
