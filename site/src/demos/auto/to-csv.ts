import type { Cell } from '@modelfolio/inference';

/**
 * A cell's text. One that a spreadsheet would take for a formula gets a leading apostrophe; numbers are left alone
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function guardedCell(cell: Cell): { text: string; guarded: boolean } {
  if (cell === null || (typeof cell === 'number' && Number.isNaN(cell))) return { text: '', guarded: false };
  const text = String(cell);
  const formula =
    typeof cell === 'string' &&
    /^[=+\-@\t\r]/.test(text) &&
    !(text.trim() !== '' && Number.isFinite(Number(text)));
  return formula ? { text: `'${text}`, guarded: true } : { text, guarded: false };
}

/** RFC 4180: quotes where they are needed, doubled inside. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV in UTF-8, with the number of cells that {@link guardedCell} changed, names of columns included. */
export function toCsv(
  columns: readonly string[],
  rows: number,
  cells: (row: number) => readonly Cell[],
): { csv: Uint8Array<ArrayBuffer>; guarded: number } {
  let guarded = 0;
  const line = (values: readonly Cell[]): string =>
    values
      .map((value) => {
        const cell = guardedCell(value);
        if (cell.guarded) guarded++;
        return quoted(cell.text);
      })
      .join(',');
  const lines = [line(columns), ...Array.from({ length: rows }, (_, row) => line(cells(row)))];
  return { csv: new TextEncoder().encode(`${lines.join('\n')}\n`), guarded };
}
