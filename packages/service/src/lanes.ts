import { createGate, type Gate, type GateOptions } from './gate.ts';

/** A gate for each kind of work: what fills one does not hold up the others. */
export interface Lanes<Name extends string = string> {
  readonly gates: Readonly<Record<Name, Gate>>;
  /** Requests that compute now, in all of them. */
  readonly busy: number;
  /** Requests that wait for a place, in all of them. */
  readonly waiting: number;
  /** Aborts what computes now, and refuses what waits or comes. */
  close(): void;
}

/**
 * Lanes by their names. Work that takes milliseconds and work that takes seconds belong to different ones.
 *
 * @example
 * const lanes = createLanes({
 *   cheap: { concurrent: 4, queue: 64, waitSeconds: 5, seconds: 30 },
 *   dear: { concurrent: 2, queue: 16, waitSeconds: 20, seconds: 30 },
 * });
 */
export function createLanes<Name extends string>(options: Readonly<Record<Name, GateOptions>>): Lanes<Name> {
  const entries = Object.entries<GateOptions>(options).map(([name, own]) => [name, createGate(own)] as const);
  const gates = entries.map(([, gate]) => gate);
  return {
    gates: Object.fromEntries(entries) as Record<Name, Gate>,
    get busy() {
      return gates.reduce((sum, { busy }) => sum + busy, 0);
    },
    get waiting() {
      return gates.reduce((sum, { waiting }) => sum + waiting, 0);
    },
    close: () => {
      for (const gate of gates) gate.close();
    },
  };
}
