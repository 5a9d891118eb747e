import { RunsError } from '../../runs-error.ts';
import { decodeText, isMapping, parsePythonJson } from '../loose-values.ts';
import type { SourceEffects } from '../source.ts';
import { fromObject, type DraftRun } from './draft-run.ts';
import { counterOf, StepLog } from './step-log.ts';

/** The runs of a JSON file: one object, a list of them, or a list of steps. @throws RunsError `run-invalid` */
export async function* readJsonRuns(file: string, effects: SourceEffects): AsyncGenerator<DraftRun> {
  const value = parsePythonJson(decodeText(await effects.readFile(file), file), file);
  if (isMapping(value)) yield fromObject(value, file, '');
  else if (Array.isArray(value)) yield* fromRecords(numbered(value), file);
  else throw new RunsError('run-invalid', 'expected an object or a list of objects', { file });
}

/** The runs of JSON lines: one a line, or one run whose steps they are. @throws RunsError `run-invalid` */
export async function* readJsonLines(file: string, effects: SourceEffects): AsyncGenerator<DraftRun> {
  async function* lines(): AsyncGenerator<[unknown, number]> {
    let row = 0;
    for await (const line of textLines(file, effects)) {
      row++;
      if (line.trim() !== '') yield [parsePythonJson(line, file, `row ${row}`), row];
    }
  }
  yield* fromRecords(lines(), file);
}

function* numbered(values: readonly unknown[]): Generator<[unknown, number]> {
  for (const [index, value] of values.entries()) yield [value, index + 1];
}

async function* fromRecords(
  records: AsyncIterable<[unknown, number]> | Iterable<[unknown, number]>,
  file: string,
): AsyncGenerator<DraftRun> {
  let log: StepLog | null | undefined;
  for await (const [value, row] of records) {
    if (!isMapping(value))
      throw new RunsError('run-invalid', 'expected an object', { file, field: `row ${row}` });
    if (log === undefined) {
      const counter = isMapping(value['metrics']) ? null : counterOf(Object.keys(value));
      log = counter === null ? null : new StepLog(counter, file);
    }
    if (log) log.add(value, row);
    else yield fromObject(value, file, `/${row - 1}`);
  }
  if (log) yield log.run;
}

async function* textLines(file: string, effects: SourceEffects): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  try {
    for await (const chunk of effects.readChunks(file)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    rest += decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new RunsError('run-invalid', 'not text in UTF-8', { file, cause });
    throw cause;
  }
  if (rest !== '') yield rest;
}
