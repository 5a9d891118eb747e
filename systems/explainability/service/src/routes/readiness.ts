import type { Handler } from '@modelfolio/service/app';
import { readyModels, type ServiceState } from '../service-state.ts';

export const getReadiness =
  (state: ServiceState): Handler =>
  (context) =>
    context.json({ status: 'ready', models: readyModels(state).size });
