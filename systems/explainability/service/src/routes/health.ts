import { problemKinds, type ProblemCode } from '../problem-kinds.ts';
import { ServiceError } from '../service-error.ts';
import { readyModels, type ServiceState } from '../service-state.ts';
import type { Handler } from './handler.ts';

export const getHealth: Handler = (context) => context.json({ status: 'alive' });

export const getReadiness =
  (state: ServiceState): Handler =>
  (context) =>
    context.json({ status: 'ready', models: readyModels(state).size });

export const getProblem: Handler = (context) => {
  const code = context.req.param('code') ?? '';
  if (!Object.hasOwn(problemKinds, code))
    throw new ServiceError('route-unknown', 'there is no problem of this name');
  return context.json({ type: `/problems/${code}`, ...problemKinds[code as ProblemCode] });
};
