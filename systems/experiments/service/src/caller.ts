import type { ServiceContext } from '@modelfolio/service/app';
import { wholeReach } from '@modelfolio/experiments/reach';
import type { Caller } from '@modelfolio/experiments/store';

/** What whoever asks may see and change. Without tokens the server is used from this machine alone: all is allowed. */
export function callerOf(context: ServiceContext): Caller {
  const caller = context.get('caller');
  return caller ? { server: caller.role, experiments: {} } : wholeReach;
}
