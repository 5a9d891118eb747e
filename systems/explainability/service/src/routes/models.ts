import { answerJson } from '@modelfolio/service/answer-json';
import { toModelDetails, toShortModel } from '../requests/model-answers.ts';
import { ServiceError } from '../service-error.ts';
import { modelOf, readyModels } from '../service-state.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import type { Handler, ServiceContext } from '@modelfolio/service/app';
import type { Workplace } from './workplace.ts';

export const listModels =
  ({ state }: Workplace): Handler =>
  (context) =>
    answerJson(context, { models: [...readyModels(state).values()].map(toShortModel) });

export const getModel =
  ({ state }: Workplace): Handler =>
  (context) => {
    const model = modelOf(state, context.req.param('id') ?? '');
    const headers = { ETag: `"${model.sha256}"`, 'Cache-Control': 'no-cache' };
    if (tagsOf(context.req.header('if-none-match')).some((tag) => tag === '*' || tag === model.sha256))
      return context.body(null, 304, headers);
    return answerJson(context, toModelDetails(model), 200, headers);
  };

/** The model that an address names, if it is the one that `If-Match` wants. @throws ServiceError */
export function askedModel({ state }: Workplace, { req }: ServiceContext): LoadedModel {
  const model = modelOf(state, req.param('id') ?? '');
  const wanted = tagsOf(req.header('if-match'));
  if (wanted.length === 0 || wanted.includes('*') || wanted.includes(model.sha256)) return model;
  throw new ServiceError('precondition-failed', `${model.id} has the SHA-256 ${model.sha256}`, {
    hint: 'If-Match names another one',
  });
}

/** Tags of a header, without quotes and the mark of weak ones. */
function tagsOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'))
    .filter((tag) => tag !== '');
}
