import type { Main } from '@modelfolio/command-line/main';
import { tokenCommand } from '@modelfolio/service/token-command';
import packageJson from '../../package.json' with { type: 'json' };
import type { Effects } from './effects.ts';

/** The command `explain-service`. */
export const program: Main<Effects> = {
  name: 'explain-service',
  summary: 'Predictions, explanations and what-if scenarios of models, over HTTP.',
  version: packageJson.version,
  commonFlags: {},
  commands: {
    serve: async () => (await import('./serve.ts')).serveCommand,
    token: async () => tokenCommand({ program: 'explain-service' }),
    openapi: async () => (await import('./openapi.ts')).openapiCommand,
  },
};
