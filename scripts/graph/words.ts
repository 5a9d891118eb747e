import type { House, RoomStanding } from './house.ts';

/** The rooms as text: from the lowest up, with what each imports. */
export function houseText({ rooms, lines, cycles, faults }: House): string {
  const width = Math.max(...rooms.map((each) => nameOf(each).length));
  const rows = rooms.map((each) => {
    const share = `${((100 * each.lines) / lines).toFixed(1)} %`.padStart(7);
    const arrows = each.imports.length === 0 ? '' : ` → ${each.imports.join(', ')}`;
    return `${String(each.height).padStart(2)}  ${nameOf(each).padEnd(width)} ${String(each.lines).padStart(7)} lines ${share}${arrows}`;
  });
  return [
    ...rows,
    '',
    ...cycles.map((cycle) => `cycle: ${cycle.join(' ↔ ')}`),
    ...faults.map(({ place, reason }) => `${place}: ${reason}`),
    `${rooms.length} rooms, ${lines} lines, ${cycles.length} cycles, ${faults.length} faults`,
  ].join('\n');
}

const nameOf = ({ room }: RoomStanding): string => (room.folder === '' ? '(root)' : room.folder);

/** The rooms as a table of Markdown, for `docs/architecture.md`. */
export function houseTable({ rooms }: House): string {
  const rows = rooms
    .filter(({ room }) => room.kind !== 'root')
    .map(({ room, imports }) => [
      `\`${room.folder}/\``,
      room.description ?? '',
      imports.length === 0
        ? '–'
        : imports.map((folder) => folder.replace(/^(?:packages|systems)\//, '')).join(', '),
    ]);
  const table = [['room', 'holds', 'imports'], ...rows];
  const widths = [0, 1, 2].map((at) => Math.max(...table.map((row) => (row[at] as string).length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] as number)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const begin = '<!-- rooms: npm run graph -- --write -->';
const end = '<!-- /rooms -->';

/**
 * A document with the table of rooms put in its place.
 *
 * @throws Error where the document has no such place
 */
export function withTable(document: string, table: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no place for the rooms: ${begin} … ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${table}\n\n${document.slice(to)}`;
}
