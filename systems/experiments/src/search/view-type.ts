import type { Condition } from './condition.ts';

/** The condition that a column of lifecycle stages is among those that are asked for. */
export function isInView(column: string, view: string = 'ACTIVE_ONLY'): Condition {
  if (view === 'ALL') return { sql: `${column} IN ('active', 'deleted')`, values: [] };
  return { sql: `${column} = '${view === 'DELETED_ONLY' ? 'deleted' : 'active'}'`, values: [] };
}
