import { CsvError, parse, type Info } from 'csv-parse/browser/esm/sync';
import { shownValue } from '@modelfolio/failures';
import { InferenceError } from './inference-error.ts';
import { tableOf, type Cell, type Table } from './table.ts';

const delimiters = [',', ';', '\t', '|'];

/**
 * Reads CSV text (RFC 4180): a header line, then a row a record. The delimiter is found from the header: comma,
 * semicolon, tab or bar. Cells stay text, blank ones are `null`; a quoted blank is an empty string no more than a bare
 * one is.
 *
 * @param name names the file in errors
 * @throws InferenceError `table` naming the line: no header, names missing or twice, ragged rows, stray quotes
 */
export function readCsv(bytes: Uint8Array | string, name: string): Table {
  const text = typeof bytes === 'string' ? bytes.replace(/^\uFEFF/, '') : decodeText(bytes, name);
  const records = csvRecords(text, name, { delimiter: csvDelimiterOf(text) });
  const [header, ...rows] = records;
  const names = csvNames(header, name);
  const columns = names.map((): Cell[] => []);
  for (const { record, line } of rows) {
    if (record.length !== names.length) throw raggedRow(name, line, record.length, names.length);
    record.forEach((cell, index) => columns[index]?.push(cell.trim() === '' ? null : cell));
  }
  return tableOf(
    name,
    new Map(names.map((column, index) => [column, columns[index] ?? []])),
    rows.length,
    rows.map(({ line }) => line),
  );
}

/** The cells of a record, with the line that it begins on. */
export interface CsvRecord {
  record: string[];
  line: number;
}

/**
 * The records of CSV text, whole ones, without empty lines.
 *
 * @param first line that the text begins on
 * @throws InferenceError `table` naming the line of a stray quote
 */
export function csvRecords(
  text: string,
  name: string,
  { delimiter, first = 1 }: { delimiter: string; first?: number },
): CsvRecord[] {
  // csv-parse tells the line a record ends on; the next begins on the line after, whatever quotes held newlines.
  let line = first;
  let twice = 0;
  const records: CsvRecord[] = [];
  try {
    const parsed = parse(text, {
      bom: first === 1,
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
    }) as unknown as { record: string[]; info: Info }[];
    for (const { record, info } of parsed) {
      const blank = record.length === 1 && record[0]?.trim() === '';
      // Empty lines are passed over, as every spreadsheet's export has one at its end.
      if (!blank) records.push({ record, line });
      // It takes a line's end of two letters in a quoted cell for two.
      for (const cell of record) if (cell.includes('\r\n')) twice += cell.split('\r\n').length - 1;
      line = first + info.lines - twice;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = 'lines' in error && typeof error.lines === 'number' ? first - 1 + error.lines - twice : line;
    const [reason = 'not CSV'] = error.message.split(/, got| at line|:/);
    throw new InferenceError('table', reason, {
      file: name,
      line: at,
      hint: 'write quotes inside quoted cells twice',
      cause: error,
    });
  }
  return records;
}

/** The delimiter that the first line holds most of, outside quotes. */
export function csvDelimiterOf(text: string): string {
  const [header = ''] = text
    .slice(0, 65_536)
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/);
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * The names of the columns.
 *
 * @param header first record of a file
 * @throws InferenceError `table` when there is none, or a name is missing or there twice
 */
export function csvNames(header: CsvRecord | undefined, name: string): string[] {
  if (!header)
    throw new InferenceError('table', 'empty', { file: name, hint: 'the first line names the columns' });
  const names = header.record.map((column) => column.trim());
  checkNames(names, name, header.line);
  return names;
}

/** What is wrong with a record that has too few cells, or too many. */
export const raggedRow = (name: string, line: number, cells: number, columns: number): InferenceError =>
  new InferenceError('table', `${cells} cells, the header has ${columns}`, {
    file: name,
    line,
    hint: 'quote cells that hold the delimiter',
  });

function checkNames(names: readonly string[], file: string, line: number): void {
  const blank = names.indexOf('');
  if (blank >= 0)
    throw new InferenceError('table', `column ${blank + 1} has no name`, {
      file,
      line,
      hint: 'the first line names the columns; leave out row numbers when exporting (in pandas: index=False)',
    });
  const twice = names.find((column, index) => names.indexOf(column) !== index);
  if (twice !== undefined)
    throw new InferenceError('table', `two columns are named ${shownValue(twice)}`, {
      file,
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
    throw new InferenceError('table', 'not UTF-8 text', {
      file: name,
      hint: 'save it as CSV in UTF-8',
      cause,
    });
  }
}
