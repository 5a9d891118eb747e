import type { Command } from '@modelfolio/command-line';
import { settingSources } from '@modelfolio/service/setting-sources';
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
    const { environment } = effects;
    const { file } = await settingSources(settings, { flags, environment });
    const { limits } = settingsOf(flags, environment, file);
    effects.print(JSON.stringify(descriptionOf(limits), null, 2));
    return 0;
  },
};
