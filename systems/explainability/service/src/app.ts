import type { Access } from '@modelfolio/service/access';
import { createApp, type ServiceApp } from '@modelfolio/service/app';
import type { LogEntry } from '@modelfolio/service/request-log';
import { descriptionOf } from './description.ts';
import { endpointsOf } from './endpoints.ts';
import { problemKinds } from './problem-kinds.ts';
import { findCounterfactuals } from './routes/counterfactuals.ts';
import { explain } from './routes/explain.ts';
import { getModel, listModels } from './routes/models.ts';
import { findDependence } from './routes/partial-dependence.ts';
import { predict } from './routes/predict.ts';
import { readinessOf } from './service-state.ts';
import { createScenario, deleteScenario, getScenario, listScenarios } from './routes/scenarios.ts';
import type { Workplace } from './routes/workplace.ts';
import { translateError } from './translate-error.ts';

export interface ExplainOptions extends Workplace {
  /** Who may use it. Everybody on loopback by default. */
  readonly access?: Access;
  /** Sites whose pages may ask; empty for none but the service's own. `*` for all. */
  readonly corsOrigins: readonly string[];
  /** Google Cloud project of the traces; `null` for none. */
  readonly project: string | null;
  readonly log: (entry: LogEntry) => void;
}

/**
 * The service: a request in, a response out.
 *
 * @example
 * const app = createExplainApp(options);
 * const response = await app.request('/v1/models');
 */
export function createExplainApp(options: ExplainOptions): ServiceApp {
  const { limits, log, now, project, access, corsOrigins } = options;
  const endpoints = endpointsOf(limits);
  return createApp({
    endpoints,
    handlers: {
      listModels: listModels(options),
      getModel: getModel(options),
      predict: predict(options),
      explain: explain(options),
      counterfactuals: findCounterfactuals(options),
      partialDependence: findDependence(options),
      createScenario: createScenario(options),
      getScenario: getScenario(options),
      listScenarios: listScenarios(options),
      deleteScenario: deleteScenario(options),
    },
    readiness: readinessOf(options.state),
    description: descriptionOf(endpoints),
    problemKinds,
    translate: translateError,
    ...(access && { access }),
    corsOrigins,
    bodyBytes: limits.bodyBytes,
    largeBodyHint: 'send fewer rows at once',
    project,
    log,
    now,
  });
}
