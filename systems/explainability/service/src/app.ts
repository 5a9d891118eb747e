import type { Access } from '@modelfolio/service/access';
import { createApp, type ServiceApp } from '@modelfolio/service/app';
import type { Lanes } from '@modelfolio/service/lanes';
import type { Metrics } from '@modelfolio/service/metrics';
import type { LogEntry } from '@modelfolio/service/request-log';
import { descriptionOf } from './description.ts';
import { endpointsOf } from './endpoints.ts';
import { problemKinds } from './problem-kinds.ts';
import { getCounterfactuals } from './routes/counterfactuals.ts';
import { explain } from './routes/explain.ts';
import { getModel, listModels } from './routes/models.ts';
import { getDependence } from './routes/partial-dependence.ts';
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
  /** Where requests compute. */
  readonly lanes: Lanes<'cheap' | 'dear'>;
  /** Aborted when the service takes no more work. */
  readonly ending?: AbortSignal;
  /** What is counted. Default: its own. */
  readonly metrics?: Metrics;
}

/**
 * The service: a request in, a response out.
 *
 * @example
 * const app = createExplainApp(options);
 * const response = await app.request('/v1/models');
 */
export function createExplainApp(options: ExplainOptions): ServiceApp {
  const { limits, lanes, log, now, project, access, corsOrigins, ending, metrics } = options;
  return createApp({
    endpoints: endpointsOf(limits),
    handlers: {
      listModels: listModels(options),
      getModel: getModel(options),
      predict: predict(options),
      explain: explain(options),
      counterfactuals: getCounterfactuals(options),
      partialDependence: getDependence(options),
      createScenario: createScenario(options),
      getScenario: getScenario(options),
      listScenarios: listScenarios(options),
      deleteScenario: deleteScenario(options),
    },
    readiness: readinessOf(options.state),
    lanes,
    description: descriptionOf(limits),
    problemKinds,
    translate: translateError,
    ...(access && { access }),
    ...(ending && { ending }),
    ...(metrics && { metrics }),
    corsOrigins,
    bodyBytes: limits.bodyBytes,
    largeBodyHint: 'send fewer rows at once',
    project,
    log,
    now,
  });
}
