import type { ColumnDiff, FrameDiff } from '../store/diff-frames.ts';
import type { StateChange } from '../store/diff-states.ts';
import type { ColumnSummary } from '../store/diff-summary.ts';

const mostLines = 50;

/** Whether two tables differ in anything. */
export const framesDiffer = ({ rows, schema, changes }: FrameDiff): boolean =>
  rows.before !== rows.after ||
  schema.added.length + schema.removed.length + schema.retyped.length > 0 ||
  schema.reordered ||
  changes.added + changes.removed + (changes.changed ?? 0) > 0;

/** What two tables differ in, for a terminal. */
export function frameDiffLines(found: FrameDiff): string[] {
  const { rows, schema, columns, changes } = found;
  if (!framesDiffer(found)) return ['no difference'];
  const { key, added, removed, changed } = changes;
  return [
    `rows: ${rows.before} -> ${rows.after}: ${added} added, ${removed} removed${changed === null ? '' : `, ${changed} changed`}, ${key ? `by ${key.join(', ')}` : 'whole rows compared'}`,
    ...schema.added.map(({ name, type }) => `column added: ${name} (${type})`),
    ...schema.removed.map(({ name, type }) => `column removed: ${name} (${type})`),
    ...schema.retyped.map(
      ({ name, before, after }) => `column of another type: ${name}: ${before} -> ${after}`,
    ),
    ...(schema.reordered ? ['the columns stand in another order'] : []),
    ...columns.flatMap(columnLine),
    ...Object.entries(changes.changedCells).map(([name, count]) => `cells changed: ${name}: ${count}`),
    ...limited(
      changes.sample.changed.flatMap(({ key: names, cells }) =>
        cells.map(
          ({ column, before, after }) =>
            `  ${names.join(', ')}: ${column}: ${shown(before)} -> ${shown(after)}`,
        ),
      ),
      20,
    ),
  ];
}

function columnLine({ name, before, after, stability }: ColumnDiff): string[] {
  if (!before || !after) return [];
  const [from, to] = [figuresOf(before), figuresOf(after)];
  const figures = Object.keys(from).filter((key) => key in to && from[key] !== to[key]);
  if (figures.length === 0 && !stability?.value) return [];
  const words = figures.map((key) => `${key} ${shown(from[key])} -> ${shown(to[key])}`);
  const index = stability ? [`stability index ${stability.value.toFixed(3)}`] : [];
  return [`${name}: ${[...words, ...index].join(', ')}`];
}

function figuresOf(summary: ColumnSummary): Record<string, number | string | null> {
  const { count, missing, distinct } = summary;
  if (summary.type === 'text') return { count, missing, distinct, commonest: summary.top[0]?.value ?? null };
  const { min, max, mean, std } = summary;
  return { count, missing, distinct, min, max, mean, std };
}

/** What two fitted transformers differ in, for a terminal. */
export function stateDiffLines(changes: readonly StateChange[]): string[] {
  if (changes.length === 0) return ['no difference'];
  return limited(
    changes.map(({ path, before, after }) => `${path}: ${shown(before)} -> ${shown(after)}`),
    mostLines,
  );
}

function limited(lines: string[], most: number): string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `… and ${more} more (--json has all that are kept)`] : lines;
}

/** A value in a few letters. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
