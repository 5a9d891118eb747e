import type { Command } from '@modelfolio/command-line';
import { allEndpoints } from '../app.ts';
import { descriptionOf } from '../description.ts';
import type { Effects } from './effects.ts';

export const openapiCommand: Command<Effects> = {
  name: 'openapi',
  summary: 'prints the OpenAPI description',
  operands: '',
  description: 'Prints the OpenAPI description of the server.',
  flags: {},
  run: (_, __, { print }) => {
    print(JSON.stringify(descriptionOf(allEndpoints), null, 2));
    return Promise.resolve(0);
  },
};
