import { answerJson } from '@modelfolio/service/answer-json';
import type { Handler } from '@modelfolio/service/app';
import { readBody } from '@modelfolio/service/read-body';
import { validated } from '@modelfolio/service/validation';
import { columnPlaces } from '../models/column-places.ts';
import { namedOutput } from '../requests/output-place.ts';
import { dependenceRequest } from '../requests/partial-dependence.ts';
import { askedModel } from './models.ts';
import type { Workplace } from './workplace.ts';

export function getDependence(place: Workplace): Handler {
  const schema = dependenceRequest(place.limits);
  return async (context, pass) => {
    const model = askedModel(place, context);
    const asked = validated(schema, await readBody(context.req), 'body');
    // Refused before it takes a place.
    columnPlaces(model.columns, asked.columns, 'columns');
    namedOutput(model.manifest.output, asked.output);
    return answerJson(
      context,
      await pass((signal) => place.dear.run('findDependence', model.id, asked, signal)),
    );
  };
}
