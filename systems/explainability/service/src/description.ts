import { openApiOf } from '@modelfolio/service/openapi';
import packageJson from '../package.json' with { type: 'json' };
import type { Endpoints } from './endpoints.ts';
import { problemKinds } from './problem-kinds.ts';

/** The service in the words of OpenAPI. */
export function descriptionOf(endpoints: Endpoints): object {
  return openApiOf(endpoints, {
    title: 'Explainability service',
    version: packageJson.version,
    description: 'Why a model said so, what would change it, and scenarios that are saved and shared.',
    problemKinds,
    securitySchemes: { ownerToken: { type: 'http', scheme: 'bearer' } },
  });
}
