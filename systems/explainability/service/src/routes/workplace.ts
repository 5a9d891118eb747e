import type { Gate } from '@modelfolio/service/gate';
import type { Limits } from '../limits.ts';
import type { ScenarioStore } from '../scenarios/scenario-store.ts';
import type { ServiceState } from '../service-state.ts';

/** What the handlers work with. */
export interface Workplace {
  readonly state: ServiceState;
  readonly store: ScenarioStore;
  readonly gate: Gate;
  readonly limits: Limits;
  /** Days that scenarios are kept; `null` for ever. */
  readonly ttlDays: number | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
