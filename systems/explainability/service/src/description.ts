import { lanesOf } from '@modelfolio/service/limits';
import { openApiOf } from '@modelfolio/service/openapi';
import packageJson from '../package.json' with { type: 'json' };
import { endpointsOf } from './endpoints.ts';
import type { Limits } from './limits.ts';
import { problemKinds } from './problem-kinds.ts';

/** The service in the words of OpenAPI. */
export function descriptionOf(limits: Limits): object {
  return openApiOf(endpointsOf(limits), {
    title: 'Explainability service',
    version: packageJson.version,
    description: 'Why a model said so, what would change it, and scenarios that are saved and shared.',
    problemKinds,
    lanes: lanesOf(limits),
    securitySchemes: {},
  });
}
