import type { Access } from '@modelfolio/service/access';
import { createApp, type Handler, type ServiceApp } from '@modelfolio/service/app';
import type { Endpoint } from '@modelfolio/service/endpoint';
import type { Lanes } from '@modelfolio/service/lanes';
import type { Metrics } from '@modelfolio/service/metrics';
import type { LogEntry } from '@modelfolio/service/request-log';
import { mlflowInterface } from '@modelfolio/experiments/interface';
import type { ArtifactServices } from '@modelfolio/experiments/artifacts-of';
import { operations } from '@modelfolio/experiments/operations';
import { artifactEndpoints, artifactHandlers } from './artifact-endpoints.ts';
import { subjectOf, type Audit } from './audit.ts';
import { callerOf } from './caller.ts';
import { descriptionOf } from './description.ts';
import { ownEndpoints, pageEndpoints, rpcEndpoints } from './endpoints.ts';
import { mlflowForm, toFailure } from './mlflow-form.ts';
import { problemKinds } from './problem-kinds.ts';
import { asWritten, requestJson } from './request-json.ts';
import { serverInfo } from './server-info.ts';

export interface ExperimentsOptions extends ArtifactServices {
  /** Where changes are noted; `null` for nowhere. */
  readonly audit: Audit | null;
  /** Who may use it. Everybody on loopback by default. */
  readonly access?: Access;
  readonly corsOrigins: readonly string[];
  readonly project: string | null;
  readonly bodyBytes: number;
  readonly log: (entry: LogEntry) => void;
  readonly lanes: Lanes<'cheap' | 'dear'>;
  /** Aborted when the server takes no more work. */
  readonly ending?: AbortSignal;
  readonly metrics?: Metrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The server: a request in, a response out.
 *
 * @example
 * const app = createExperimentsApp(options);
 * const response = await app.request('/api/2.0/mlflow/experiments/get?experiment_id=0');
 */
export function createExperimentsApp(options: ExperimentsOptions): ServiceApp {
  const { lanes, log, now, project, access, corsOrigins, bodyBytes, ending, metrics } = options;
  const endpoints = allEndpoints;
  return createApp({
    endpoints,
    handlers: {
      start: (context) => context.text(startText(new URL(context.req.url).origin)),
      health: (context) => context.text('OK'),
      version: (context) => context.text(mlflowInterface.mlflow),
      serverInfo: (context) => context.json(serverInfo),
      ...rpcHandlers(options),
      ...artifactHandlers(options),
    },
    readiness: () => ({ store: { isReady: true, words: 'open' } }),
    lanes,
    description: descriptionOf(endpoints),
    problemKinds,
    problemForm: mlflowForm,
    mergesSlashes: true,
    translate: toFailure,
    ...(access && { access }),
    ...(ending && { ending }),
    ...(metrics && { metrics }),
    corsOrigins,
    bodyBytes,
    largeBodyHint: 'send less at once',
    project,
    log,
    now,
  });
}

const startText = (address: string): string =>
  `This is the tracking server of Modelfolio. Clients of MLflow find it by

    export MLFLOW_TRACKING_URI=${address}

It has an interface and no pages. These commands show what lies in its store, also while it runs:

    mlflow ui --backend-store-uri <store>
    modelfolio ingest <store>

${address}/openapi.json describes the interface.
`;

/** All addresses. */
export const allEndpoints: Readonly<Record<string, Endpoint>> = {
  ...ownEndpoints,
  ...rpcEndpoints,
  ...pageEndpoints,
  ...artifactEndpoints,
};

/** What answers the addresses of MLflow's interface: the store does it all. */
function rpcHandlers({ store, audit, now }: ExperimentsOptions): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries({ ...rpcEndpoints, ...pageEndpoints }).map(
      ([name, { operation, message, renamed }]): [string, Handler] => [
        name,
        async (context, pass) => {
          const json = await requestJson(context.req, message, renamed);
          const caller = callerOf(context);
          const answer = await pass((signal) => store.call(operation, json, caller, signal)).catch(
            async (error: unknown) => {
              throw await asWritten(error, operations[operation].rules, context.req);
            },
          );
          if (operations[operation].writes)
            audit?.note({
              time: new Date(now()).toISOString(),
              who: context.get('caller')?.name ?? null,
              what: operation,
              of: subjectOf(json),
              id: context.get('requestId'),
            });
          return context.body(answer, 200, { 'Content-Type': 'application/json' });
        },
      ],
    ),
  );
}
