import { textFlag } from '@modelfolio/command-line/flags';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { FeaturesError } from '../features-error.ts';
import { rowsOf } from '../frame/frame.ts';
import { rulesLearner } from '../rules/infer.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { operandsOf, outputFlag, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { besideWith, jsonText, refuseOutput, writeResult } from './files.ts';
import { readingOn, withRows } from './open-data.ts';

export interface InferOptions {
  data: string;
  /** Where the rules are written; beside the data without it. */
  output?: string | undefined;
  /** Learn from the first rows only. */
  rows?: number | undefined;
  /** Replace rules that are there. */
  overwrite?: boolean;
}

export interface InferResult {
  output: string;
  /** Rows that were learnt from. */
  rows: number;
  rules: RuleSet;
}

/** Learns rules from data and writes them. @throws FeaturesError */
export async function infer(options: InferOptions, effects: Effects): Promise<InferResult> {
  const { data, output = besideWith(data, '.rules.json'), rows: most = Infinity } = options;
  await refuseOutput(output, [data], effects);
  if (options.overwrite !== true && output !== '-' && (await effects.kindOf(output)) !== null)
    throw new FeaturesError('usage', 'rules are there already, and may have been edited', {
      file: output,
      hint: '--overwrite replaces them',
    });
  const learner = rulesLearner();
  let rows = 0;
  await withRows(data, effects, {}, async (source) => {
    const tell = readingOn(effects, 'learning', source.rows);
    for await (const frame of source.batches()) {
      effects.signal.throwIfAborted();
      const wanted = Math.min(frame.rows, most - rows);
      learner.add(wanted < frame.rows ? rowsOf(frame, 0, wanted) : frame);
      rows += wanted;
      tell(rows);
      if (rows >= most) break;
    }
  });
  if (rows === 0)
    throw new FeaturesError('fit-impossible', 'there are no rows to learn rules from', { file: data });
  const rules = learner.finish();
  await writeResult(output, jsonText(rules), effects);
  return { output, rows, rules };
}

export const inferCommand: Command = {
  name: 'infer',
  summary: 'learn rules from data that is taken to be right',
  operands: '<data>',
  description: [
    'Writes what the data is like as rules: types, ranges, categories, what may be missing, what is unique; and as warnings',
    'how its distributions may move. Edit the file, then check other data by it with features validate.',
    'Reads CSV, TSV (also with gzip) and Parquet in batches; - is standard input. Numbers are kept until the end, eight bytes',
    'each, since their quantiles are learnt: of a table too large for that, take the first rows with --rows.',
  ].join('\n'),
  flags: {
    output: outputFlag('where the rules go; - prints them (default: beside the data, <data>.rules.json)'),
    rows: { type: 'string', value: 'n', description: 'learn from the first n rows only' },
    overwrite: { type: 'boolean', description: 'replace rules that are there' },
  },
  async run(operands, flags, effects) {
    const [data = ''] = operandsOf(this, operands, 1);
    const result = await infer(
      {
        data,
        output: textFlag(flags, 'output'),
        rows: wholeFlag(flags, 'rows', { least: 1 }) ?? undefined,
        overwrite: flags['overwrite'] === true,
      },
      effects,
    );
    const { output, rows, rules } = result;
    if (output === '-') return 0;
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else
      effects.print(
        `${output}: rules for ${Object.keys(rules.columns).length} columns, learnt from ${rows} rows`,
      );
    return 0;
  },
};
