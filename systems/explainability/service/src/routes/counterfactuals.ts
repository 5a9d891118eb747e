import { answerJson } from '@modelfolio/service/answer-json';
import type { Handler } from '@modelfolio/service/app';
import { readBody } from '@modelfolio/service/read-body';
import { validated } from '@modelfolio/service/validation';
import { tableOfRows } from '../models/table-of-rows.ts';
import { counterfactualsRequest } from '../requests/counterfactuals.ts';
import { askedModel } from './models.ts';
import type { Workplace } from './workplace.ts';

export const getCounterfactuals =
  (place: Workplace): Handler =>
  async (context, pass) => {
    const model = askedModel(place, context);
    const asked = validated(counterfactualsRequest, await readBody(context.req), 'body');
    // Refused before it takes a place.
    tableOfRows(model.columns, [asked.row], () => 'row');
    return answerJson(
      context,
      await pass((signal) => place.dear.run('findCounterfactuals', model.id, asked, signal)),
    );
  };
