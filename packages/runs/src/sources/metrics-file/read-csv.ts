import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { RunsError } from '../../runs-error.ts';
import { readNumber } from '../loose-values.ts';
import type { SourceEffects } from '../source.ts';
import { draftRun, numberOf, RUN_FIELDS, setRunField, type DraftRun } from './draft-run.ts';
import { counterOf, StepLog } from './step-log.ts';

const PREFIXED = /^(params?|metrics?|tags?)[./](.+)$/;

/**
 * The runs of a CSV file: a row each, or one run whose steps the rows are. A row at a time.
 *
 * @throws RunsError `run-invalid`, naming file, row and column
 */
export async function* readCsvRuns(file: string, effects: SourceEffects): AsyncGenerator<DraftRun> {
  let header: string[] | undefined;
  let log: StepLog | null = null;
  for await (const { record: cells, row } of rows(file, effects)) {
    if (!header) {
      header = cells.map((cell) => cell.trim());
      checkHeader(header, file);
      const counter = header.some((name) => PREFIXED.test(name)) ? null : counterOf(header);
      log = counter === null ? null : new StepLog(counter, file);
      continue;
    }
    const fields = header.map((name, index): [string, string] => [name, (cells[index] ?? '').trim()]);
    // An unnamed first column is the index that pandas writes.
    const named = fields.filter(([name]) => name !== '');
    if (log) log.add(Object.fromEntries(named), row);
    else yield fromRow(named, file, row);
  }
  if (!header) throw new RunsError('run-invalid', 'empty (the first line names the columns)', { file });
  if (log) yield log.run;
}

function fromRow(fields: [string, string][], file: string, row: number): DraftRun {
  const run = draftRun();
  for (const [name, cell] of fields) {
    if (cell === '') continue;
    const place = `row ${row}, column ${name}`;
    const [, kind, key] = PREFIXED.exec(name) ?? [];
    if (kind?.startsWith('param') && key) run.params.set(key, cell);
    else if (kind?.startsWith('metric') && key)
      run.metrics.set(key, { value: numberOf(cell, file, place), step: null, timestamp: null });
    else if (kind?.startsWith('tag') && key) run.tags.set(key, cell);
    else if (RUN_FIELDS.has(name)) setRunField(run, name, cell, file, place);
    else addPlain(run, name, cell);
  }
  run.name ??= run.tags.get('mlflow.runName') ?? null;
  return run;
}

function addPlain(run: DraftRun, name: string, cell: string): void {
  const number = name.endsWith('_id') ? null : readNumber(cell);
  if (number === null) run.tags.set(name, cell);
  else run.metrics.set(name, { value: number, step: null, timestamp: null });
}

function checkHeader(header: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const [index, name] of header.entries()) {
    const twice = seen.has(name) ? `two columns are named ${JSON.stringify(name)}` : null;
    const reason = name === '' && index > 0 ? `column ${index + 1} has no name` : twice;
    if (reason) throw new RunsError('run-invalid', reason, { file, field: 'row 1' });
    seen.add(name);
  }
}

/** Cells by row; `row` is the line the record ends on, from 1. */
async function* rows(
  file: string,
  effects: SourceEffects,
): AsyncGenerator<{ record: string[]; row: number }> {
  const parser = parse({
    bom: true,
    delimiter: await delimiterOf(file, effects),
    info: true,
    skip_empty_lines: true,
    max_record_size: 1 << 20,
  });
  const input = Readable.from(textChunks(file, effects));
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const item of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { record: item.record, row: item.info.lines };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = (cause as { lines?: unknown }).lines;
    throw new RunsError('run-invalid', cause.message, {
      file,
      field: typeof line === 'number' ? `row ${line}` : undefined,
      cause,
    });
  } finally {
    input.destroy();
  }
}

async function* textChunks(file: string, effects: SourceEffects): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of effects.readChunks(file)) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new RunsError('run-invalid', 'not text in UTF-8', { file, cause });
    throw cause;
  }
}

/** The one of comma, semicolon and tab that the first line has most of. */
async function delimiterOf(file: string, effects: SourceEffects): Promise<string> {
  for await (const chunk of effects.readChunks(file)) {
    const [line = ''] = Buffer.from(chunk).toString().split(/\r|\n/);
    const count = (mark: string): number => line.split(mark).length;
    return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  }
  return ',';
}
