import type { ServiceContext } from '@modelfolio/service/app';
import { wholeReach } from '@modelfolio/experiments/reach';
import type { Caller } from '@modelfolio/experiments/store';

const prefix = 'experiment:';

/**
 * What whoever asks may see and change: by the role of their token, and by the experiments that it names, such as
 * `experiment:12`. Without tokens the server is used from this machine alone: all is allowed.
 */
export function callerOf(context: ServiceContext): Caller {
  const caller = context.get('caller');
  if (!caller) return wholeReach;
  const experiments = Object.entries(caller.scopes)
    .filter(([scope]) => scope.startsWith(prefix))
    .map(([scope, role]) => [scope.slice(prefix.length), role] as const);
  return { server: caller.role, experiments: Object.fromEntries(experiments) };
}
