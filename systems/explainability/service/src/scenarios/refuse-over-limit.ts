import { ServiceError } from '../service-error.ts';
import type { ScenarioLimits } from './scenario-limits.ts';

/** What is kept already. */
export interface Usage {
  readonly scenarios: number;
  /** Bytes of their JSON. */
  readonly bytes: number;
}

/**
 * Refuses a scenario for which there is no room: to its owner, who can delete some, or because the service is full.
 *
 * @param bytes of the new one
 * @param kept what is kept without it: of its owner, and of all
 * @throws ServiceError `scenario-limit`, `store-full`
 */
export function refuseOverLimit(
  limits: ScenarioLimits,
  bytes: number,
  kept: { readonly owner: Usage; readonly all: Usage },
): void {
  if (kept.owner.scenarios >= limits.ownerScenarios)
    throw overOwn(
      `${kept.owner.scenarios} scenarios are kept, at most ${limits.ownerScenarios} of one owner`,
    );
  if (kept.owner.bytes + bytes > limits.ownerBytes)
    throw overOwn(
      `${kept.owner.bytes} bytes are kept and ${bytes} more wanted, at most ${limits.ownerBytes} of one owner`,
    );
  if (kept.all.scenarios >= limits.scenarios || kept.all.bytes + bytes > limits.bytes)
    throw new LimitReached('store-full', 'as many scenarios are kept as this service may keep', {
      hint: 'try again when some have expired, or raise MAX_SCENARIOS and MAX_STORED_BYTES',
    });
}

/** Whether {@link refuseOverLimit} has thrown it: a sweep may make room. */
export function isOverLimit(error: unknown): boolean {
  return error instanceof LimitReached;
}

class LimitReached extends ServiceError {}

function overOwn(reason: string): LimitReached {
  return new LimitReached('scenario-limit', reason, { hint: 'delete some first' });
}
