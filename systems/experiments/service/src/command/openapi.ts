import type { Command } from '@modelfolio/command-line';
import { descriptionOf } from '../description.ts';
import { ownEndpoints, rpcEndpoints } from '../endpoints.ts';
import type { Effects } from './effects.ts';

export const openapiCommand: Command<Effects> = {
  name: 'openapi',
  summary: 'prints the OpenAPI description',
  operands: '',
  description: 'Prints the OpenAPI description of the server.',
  flags: {},
  run: (_, __, { print }) => {
    print(JSON.stringify(descriptionOf({ ...ownEndpoints, ...rpcEndpoints }), null, 2));
    return Promise.resolve(0);
  },
};
