import type { Seal } from '@modelfolio/schemas';
import canonicalize from 'canonicalize';
import { readBytes, sha256Of, type Project } from './project.ts';

/** What a record's own seal says of it. `not verifiable`: it carries none, as records of earlier versions do. */
export type SealState = 'as written' | 'edited since' | 'not verifiable';

/**
 * A record with its seal, as the last field: what a command writes. A seal that it had is replaced.
 *
 * @param by command that writes it, e.g. `modelfolio evaluate`
 * @example formatJson(sealed({ schemaVersion: 1, n: 3 }, 'modelfolio evaluate'))
 */
export function sealed<Written extends object>(record: Written, by: string): Written & { seal: Seal } {
  // What a file would hold: no undefined fields, no -0.
  const unsealed = JSON.parse(JSON.stringify(withoutSeal(record))) as Written;
  return { ...unsealed, seal: { by, sha256: digestOf({ ...unsealed, seal: { by } }) } };
}

/** A record by its content alone: two that say the same may have been sealed by different commands. */
export function withoutSeal<Written extends object>(record: Written): Written {
  const { seal: _, ...rest } = record as Written & { seal?: unknown };
  // Every record may lack it.
  return rest as Written;
}

/**
 * Holds a record against its own seal.
 *
 * @param record as the file has it: parsed JSON that no schema has filled in
 */
export function sealState(record: unknown): SealState {
  if (typeof record !== 'object' || record === null || !('seal' in record)) return 'not verifiable';
  const { seal, ...rest } = record as Record<string, unknown>;
  if (typeof seal !== 'object' || seal === null || !('sha256' in seal)) return 'edited since';
  const { sha256, ...kept } = seal as Record<string, unknown>;
  return digestOf({ ...rest, seal: kept }) === sha256 ? 'as written' : 'edited since';
}

/** As {@link sealState}, of a file; what is no JSON was edited since. */
export async function sealOf(project: Project, path: string): Promise<SealState> {
  const text = new TextDecoder().decode(await readBytes(project, path));
  try {
    return sealState(JSON.parse(text));
  } catch {
    return 'edited since';
  }
}

function digestOf(record: unknown): string {
  return sha256Of(canonicalize(record) ?? '');
}
