import { CsvError, parse, type Info } from 'csv-parse/browser/esm/sync';
import { printable, TableError, tableOf, type Cell, type Table } from './table.ts';

const delimiters = [',', ';', '\t', '|'];

/**
 * Reads CSV text (RFC 4180): a header line, then a row a record. The delimiter is found from the header: comma,
 * semicolon, tab or bar. Cells stay text, blank ones are `null`; a quoted blank is an empty string no more than a bare
 * one is.
 *
 * @param name names the file in errors
 * @throws TableError naming the line: no header, names missing or twice, ragged rows, stray quotes
 */
export function readCsv(bytes: Uint8Array | string, name: string): Table {
  const text = typeof bytes === 'string' ? bytes.replace(/^\uFEFF/, '') : decodeText(bytes, name);
  const records = parseRecords(text, name);
  const [header, ...rows] = records;
  if (!header) throw new TableError(name, 'empty', { hint: 'the first line names the columns' });
  const names = header.record.map((column) => column.trim());
  checkNames(names, name, header.line);
  const columns = names.map((): Cell[] => []);
  for (const { record, line } of rows) {
    if (record.length !== names.length)
      throw new TableError(name, `${record.length} cells, the header has ${names.length}`, {
        line,
        hint: 'quote cells that hold the delimiter',
      });
    record.forEach((cell, index) => columns[index]?.push(cell.trim() === '' ? null : cell));
  }
  return tableOf(
    name,
    new Map(names.map((column, index) => [column, columns[index] ?? []])),
    rows.length,
    rows.map(({ line }) => line),
  );
}

interface Line {
  record: string[];
  line: number;
}

function parseRecords(text: string, name: string): Line[] {
  // csv-parse tells the line a record ends on; the next begins on the line after, whatever quotes held newlines.
  let line = 1;
  const records: Line[] = [];
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
    }) as unknown as { record: string[]; info: Info }[];
    for (const { record, info } of parsed) {
      const blank = record.length === 1 && record[0]?.trim() === '';
      // Empty lines are passed over, as every spreadsheet's export has one at its end.
      if (!blank) records.push({ record, line });
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = 'lines' in error && typeof error.lines === 'number' ? error.lines : line;
    const [reason = 'not CSV'] = error.message.split(/, got| at line|:/);
    throw new TableError(name, reason, {
      line: at,
      hint: 'write quotes inside quoted cells twice',
      cause: error,
    });
  }
  return records;
}

/** The delimiter that the first line holds most of, outside quotes. */
function delimiterOf(text: string): string {
  const [header = ''] = text
    .slice(0, 65_536)
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/);
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

function checkNames(names: readonly string[], file: string, line: number): void {
  const blank = names.indexOf('');
  if (blank >= 0)
    throw new TableError(file, `column ${blank + 1} has no name`, {
      line,
      hint: 'the first line names the columns; leave out row numbers when exporting (in pandas: index=False)',
    });
  const twice = names.find((column, index) => names.indexOf(column) !== index);
  if (twice !== undefined)
    throw new TableError(file, `two columns are named ${printable(twice)}`, {
      line,
      hint: 'rename one of them',
    });
}

function decodeText(bytes: Uint8Array, name: string): string {
  const marked = (first: number, second: number): boolean => bytes[0] === first && bytes[1] === second;
  const encoding = marked(0xff, 0xfe) ? 'utf-16le' : marked(0xfe, 0xff) ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TableError(name, 'not UTF-8 text', { hint: 'save it as CSV in UTF-8', cause });
  }
}
