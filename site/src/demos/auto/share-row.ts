import type { Cell } from '@modelfolio/inference';

/** What the form shows: the example it started from and the cells that were changed, by column. */
export type RowState = { example: number; changes: ReadonlyMap<number, Cell> };

/**
 * The fragment of a link that restores a state, e.g. `#row=3&set=%5B%5B1%2C44.5%5D%5D`. A browser does not send it to
 * the server.
 */
export function toRowHash({ example, changes }: RowState): string {
  const params = new URLSearchParams({ row: String(example) });
  if (changes.size > 0) params.set('set', JSON.stringify([...changes]));
  return `#${params}`;
}

/**
 * Reads {@link toRowHash}'s fragment.
 *
 * @param examples number of rows to start from
 * @param columns number of columns
 * @returns `null` for anything else: a link is input from a stranger
 */
export function fromRowHash(hash: string, examples: number, columns: number): RowState | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const row = params.get('row');
  if (row === null || !/^\d{1,6}$/.test(row) || Number(row) >= Math.max(1, examples)) return null;
  const set = params.get('set');
  if (set === null) return { example: Number(row), changes: new Map() };
  try {
    const pairs: unknown = JSON.parse(set);
    if (!Array.isArray(pairs)) return null;
    const changes = new Map<number, Cell>();
    for (const pair of pairs as unknown[]) {
      if (!Array.isArray(pair) || pair.length !== 2) return null;
      const [at, cell] = pair as [unknown, unknown];
      if (typeof at !== 'number' || !Number.isInteger(at) || at < 0 || at >= columns) return null;
      if (!isCell(cell)) return null;
      changes.set(at, cell);
    }
    return { example: Number(row), changes };
  } catch {
    return null;
  }
}

function isCell(value: unknown): value is Cell {
  return (
    value === null ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'string' && value.length <= 2000)
  );
}
