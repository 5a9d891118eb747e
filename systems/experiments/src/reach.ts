/** What a caller may do: read, change, administer. Each holds those before it. */
export type AccessLevel = 'none' | 'read' | 'write' | 'admin';

const levels: readonly AccessLevel[] = ['none', 'read', 'write', 'admin'];

/** Whether one level holds another. */
export const holds = (level: AccessLevel, needed: AccessLevel): boolean =>
  levels.indexOf(level) >= levels.indexOf(needed);

/** What a caller may see and change: on the server as a whole, and in single experiments. */
export interface Reach {
  readonly server: AccessLevel;
  /** By experiment id, what is allowed beyond that. */
  readonly experiments: Readonly<Record<string, AccessLevel>>;
}

/** What one may do without tokens, on loopback: everything. */
export const wholeReach: Reach = { server: 'admin', experiments: {} };

/** What a caller may do in an experiment. */
export function levelIn({ server, experiments }: Reach, experimentId: string | number | bigint): AccessLevel {
  const key = String(experimentId);
  const own = Object.hasOwn(experiments, key) ? (experiments[key] as AccessLevel) : 'none';
  return holds(server, own) ? server : own;
}

/**
 * The experiments that a caller may look into; `null` for all.
 */
export function readableExperiments({ server, experiments }: Reach): readonly string[] | null {
  if (holds(server, 'read')) return null;
  return Object.keys(experiments).filter((id) => holds(experiments[id] as AccessLevel, 'read'));
}
