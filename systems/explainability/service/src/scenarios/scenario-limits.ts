/** How much may be kept. What is refused says what to do; what has expired does not count. */
export interface ScenarioLimits {
  /** Scenarios of all owners together. */
  readonly scenarios: number;
  /** Bytes of their JSON. */
  readonly bytes: number;
  /** Scenarios of one owner. */
  readonly ownerScenarios: number;
  /** Bytes of their JSON. */
  readonly ownerBytes: number;
}

/** One owner may fill a tenth: nobody can take the room of all others. */
export const defaultScenarioLimits: ScenarioLimits = {
  scenarios: 100_000,
  bytes: 1 << 30,
  ownerScenarios: 10_000,
  ownerBytes: 100 << 20,
};
