import { textFlag } from '@modelfolio/command-line/flags';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { emptyFrame } from '../frame/frame.ts';
import { validator } from '../rules/validate.ts';
import { counted, toMarkdown, toText } from '../rules/validation-report.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Validation } from '../rules/validation.ts';
import { neededFlag, operandsOf, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { jsonText, readRulesFile, refuseOutput, writeResult } from './files.ts';
import { readingOn, withRows } from './open-data.ts';

export interface ValidateOptions {
  data: string;
  rules: string;
  /** Most failing rows to show of a rule. */
  sample?: number | undefined;
  /** Where a report goes: Markdown, or JSON where the name ends so. */
  report?: string | undefined;
}

/** Checks data by the rules in a file. @throws FeaturesError for rules or a file that cannot be read, never for data */
export async function validateFile(options: ValidateOptions, effects: Effects): Promise<Validation> {
  const { data, report } = options;
  if (report !== undefined) await refuseOutput(report, [data, options.rules], effects);
  const rules = await readRulesFile(options.rules, effects);
  const { validation: found } = await validateRows(data, rules, options.sample, effects);
  if (report !== undefined) {
    const text = /\.json$/i.test(report) ? jsonText(found) : toMarkdown(found, `${data} by ${options.rules}`);
    await writeResult(report, text, effects);
  }
  return found;
}

/** What became of rules on a table, and which columns it has. */
export interface JudgedTable {
  validation: Validation;
  present: string[];
}

/** Reads a table once and judges its rows. */
export async function validateRows(
  data: string,
  rules: RuleSet,
  sample: number | undefined,
  effects: Effects,
): Promise<JudgedTable> {
  const judge = validator(rules, sample === undefined ? {} : { sample });
  return withRows(data, effects, { types: textOf(rules, data) }, async (source) => {
    const tell = readingOn(effects, 'checking', source.rows);
    let rows = 0;
    for await (const frame of source.batches()) {
      effects.signal.throwIfAborted();
      judge.add(frame);
      tell((rows += frame.rows));
    }
    // Of a table without rows the columns are known all the same.
    if (rows === 0) judge.add(emptyFrame(source.columns));
    return { validation: judge.finish(), present: source.columns.map(({ name }) => name) };
  });
}

/** In a text file all cells are text, and `007` is to stay so where text is wanted; Parquet has types of its own. */
const textOf = (rules: RuleSet, data: string): Record<string, 'text'> =>
  /\.parquet$/i.test(data)
    ? {}
    : Object.fromEntries(
        Object.entries(rules.columns).flatMap(([name, { type }]) => (type === 'text' ? [[name, type]] : [])),
      );

export const validateCommand: Command = {
  name: 'validate',
  summary: 'check data by rules; exit code 1 when it breaks one',
  operands: '<data>',
  description: [
    'Tells each rule that the data breaks, with the first rows that do. Exit code 1 when one of them is an error; warnings',
    'alone are 0. Reads CSV, TSV (also with gzip) and Parquet in batches; - is standard input. Rows are counted from 1, without',
    'the header. Rules on uniqueness and quantiles keep the values of their column in memory.',
  ].join('\n'),
  flags: {
    rules: { type: 'string', value: 'file', description: 'the rules, as features infer writes them' },
    sample: { type: 'string', value: 'n', description: 'most failing rows to show of a rule (default: 10)' },
    report: {
      type: 'string',
      value: 'file',
      description: 'write a report too: Markdown, or JSON if named .json',
    },
  },
  async run(operands, flags, effects) {
    const [data = ''] = operandsOf(this, operands, 1);
    const found = await validateFile(
      {
        data,
        rules: neededFlag(flags, 'rules'),
        sample: wholeFlag(flags, 'sample', { least: 1 }) ?? undefined,
        report: textFlag(flags, 'report'),
      },
      effects,
    );
    if (flags['json'] === true) effects.print(JSON.stringify(found, null, 2));
    else {
      const lines = toText(found).trimEnd();
      if (lines !== '') effects.print(lines);
      effects.print(verdict(data, found));
    }
    return found.valid ? 0 : 1;
  },
};

/** What became of all rules, in a line. */
export function verdict(data: string, { valid, rows, failures, passed, skipped }: Validation): string {
  const errors = failures.filter(({ severity }) => severity === 'error').length;
  const counts = [
    counted(errors, 'error'),
    counted(failures.length - errors, 'warning'),
    `${counted(passed, 'rule')} held`,
    ...(skipped > 0 ? [`${skipped} could not be judged`] : []),
  ].join(', ');
  return `${data}: ${valid ? 'valid' : 'not valid'}: ${counted(rows, 'row')}, ${counts}`;
}
