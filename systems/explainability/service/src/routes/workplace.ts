import type { Limits } from '../limits.ts';
import type { ScenarioStore } from '../scenarios/scenario-store.ts';
import type { DearWork } from '../work/dear-work.ts';
import type { ServiceState } from '../service-state.ts';

/** What the handlers work with. */
export interface Workplace {
  readonly state: ServiceState;
  readonly store: ScenarioStore;
  /** Does what takes long. */
  readonly dear: DearWork;
  readonly limits: Limits;
  /** Days that scenarios are kept; `null` for ever. */
  readonly ttlDays: number | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
