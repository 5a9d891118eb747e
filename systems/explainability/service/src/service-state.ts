import type { Readiness } from '@modelfolio/service/readiness';
import type { LoadedModel } from './models/loaded-model.ts';
import { ServiceError } from './service-error.ts';

/** What changes while the service runs. */
export interface ServiceState {
  /** `null` while they are being loaded. */
  models: ReadonlyMap<string, LoadedModel> | null;
}

/** The models, when they can be asked. @throws ServiceError `not-ready` */
export function readyModels({ models }: ServiceState): ReadonlyMap<string, LoadedModel> {
  if (models) return models;
  throw new ServiceError('not-ready', loading, {
    hint: 'try again in a second',
    headers: { 'Retry-After': '1' },
  });
}

const loading = 'the models are being loaded';

/** Whether the models can be asked, for `/readyz`. */
export const readinessOf =
  (state: ServiceState): Readiness =>
  () => ({
    models: {
      isReady: state.models !== null,
      words: state.models ? `${state.models.size} loaded` : loading,
    },
  });

/** @throws ServiceError `not-ready`, `model-unknown` */
export function modelOf(state: ServiceState, id: string): LoadedModel {
  const models = readyModels(state);
  const found = models.get(id);
  if (found) return found;
  throw new ServiceError('model-unknown', `no model ${JSON.stringify(id.slice(0, 60))}`, {
    hint: `there are: ${[...models.keys()].join(', ')}`,
  });
}
