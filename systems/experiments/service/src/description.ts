import type { Endpoint } from '@modelfolio/service/endpoint';
import { defaultLimits, lanesOf } from '@modelfolio/service/limits';
import { openApiOf } from '@modelfolio/service/openapi';
import packageJson from '../package.json' with { type: 'json' };
import { problemKinds } from './problem-kinds.ts';

/** The server in the words of OpenAPI. */
export function descriptionOf(endpoints: Readonly<Record<string, Endpoint>>): object {
  return openApiOf(endpoints, {
    title: 'Experiments',
    version: packageJson.version,
    description:
      "Experiments, runs, registered models and artifacts, as clients of MLflow ask. Failures have MLflow's form: error_code and message.",
    problemKinds,
    lanes: lanesOf(defaultLimits),
    securitySchemes: {},
  });
}
