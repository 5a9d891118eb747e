import type { Command } from '@modelfolio/command-line';
import { endpointsOf } from '../endpoints.ts';
import { settingFlags } from '@modelfolio/service/settings';
import { descriptionOf } from '../description.ts';
import type { Effects } from './effects.ts';
import { settings, settingsOf } from './settings.ts';

export const openapiCommand: Command<Effects> = {
  name: 'openapi',
  summary: 'prints the OpenAPI description',
  operands: '',
  description: 'Prints the OpenAPI description of the service as it would be set up.',
  flags: settingFlags(settings),
  run: async (_, flags, effects) => {
    const { limits } = settingsOf(flags, effects.environment);
    effects.print(JSON.stringify(descriptionOf(endpointsOf(limits)), null, 2));
    return 0;
  },
};
