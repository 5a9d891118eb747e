import { dirname, join } from 'node:path';
import { textFlag } from '@modelfolio/command-line/flags';
import { FeaturesError } from '../features-error.ts';
import { compile } from '../fit.ts';
import { toText } from '../rules/validation-report.ts';
import { writeState } from '../state-file.ts';
import { fitStream } from '../streaming/fit-stream.ts';
import { refuseAbsent } from '../streaming/rows-options.ts';
import type { RowSource } from '../streaming/row-source.ts';
import type { FittedTransformer, TransformerSpec } from '../transformers/transformer.ts';
import { listFlag, operandsOf, outputFlag, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { jsonText, readPipelineFile, readRulesFile, refuseOutput, writeResult } from './files.ts';
import { columnLooks } from './look-at-columns.ts';
import { progressOn, readingOn, withRows } from './open-data.ts';
import { recordStep } from './record-lineage.ts';
import { starterPipeline } from './starter-pipeline.ts';
import { withUsedColumns } from './used-columns.ts';
import { validateRows, verdict } from './validate.ts';

export interface FitOptions {
  data: string;
  /** File of the pipeline; without it one is made by what the columns hold. */
  pipeline?: string | undefined;
  target?: string | undefined;
  /** Columns that are to be no features. */
  drop?: readonly string[];
  /** Rules that the data must satisfy. */
  rules?: string | undefined;
  output: string;
  /** Record what was made of what, also where no store is. */
  lineage?: boolean;
}

export interface FitResult {
  output: string;
  /** File of the pipeline. */
  pipeline: string;
  /** Names of the features. */
  features: readonly string[];
  /** Why columns are not in the pipeline that was made. */
  notes: readonly string[];
}

/**
 * Fits a pipeline on the rows of a file and writes the state.
 *
 * @throws FeaturesError
 */
export async function fitFile(options: FitOptions, effects: Effects): Promise<FitResult> {
  const { data, output, drop = [], target } = options;
  if (data === '-' && options.rules !== undefined)
    throw new FeaturesError('usage', 'standard input can be read once only', {
      hint: 'to check it and to fit it, put it in a file',
    });
  const pipeline = options.pipeline ?? join(dirname(output), 'pipeline.json');
  await refuseOutput(output, [data, options.pipeline, options.rules], effects);
  const given = options.pipeline === undefined ? null : await readPipelineFile(options.pipeline, effects);
  if (!given) await refuseOutput(pipeline, [data, options.rules, output], effects);
  if (options.rules !== undefined) await refuseBroken(data, options.rules, effects);
  const { fitted, spec, notes } = await withRows(data, effects, {}, async (all) => {
    refuseAbsent(
      all.name,
      all.columns.map(({ name }) => name),
      [...drop, ...(target === undefined ? [] : [target])],
    );
    const source = without(all, drop);
    const starter = given ? { spec: given, notes: [] } : await starterFor(source, target, effects);
    if (!given) await refuseOtherPipeline(pipeline, starter.spec, effects);
    refuseNoRows(source);
    const one = await placed(options.pipeline, () =>
      fitStream(starter.spec, source, {
        target: target ?? null,
        progress: progressOn(effects),
        signal: effects.signal,
      }),
    );
    return { ...starter, fitted: withUsedColumns(one) };
  });
  const features = featuresOf(fitted, output);
  const state = await writeState(fitted);
  if (!given) await writeResult(pipeline, jsonText(spec), effects);
  await writeResult(output, state, effects);
  await recordStep(
    { input: data, output, state: digestIn(state), lineage: options.lineage === true },
    effects,
  );
  return { output, pipeline, features, notes };
}

function refuseNoRows({ name: file, rows }: RowSource): void {
  if (rows === 0) throw new FeaturesError('fit-impossible', 'there are no rows to learn from', { file });
}

/** What is wrong with a pipeline is told with its file, where no place in the data is named. */
async function placed<T>(pipeline: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FeaturesError) || pipeline === undefined || error.place.file != null) throw error;
    const { code, reason, place, hint } = error;
    throw new FeaturesError(code, reason, { ...place, file: pipeline, hint, cause: error });
  }
}

/** The digest of a state, as its file bears it. */
const digestIn = (state: string): string => (JSON.parse(state) as { sha256: string }).sha256;

function featuresOf(fitted: FittedTransformer, output: string): readonly string[] {
  const { names } = compile(fitted);
  if (names.length > 0) return names;
  throw new FeaturesError('fit-impossible', 'no feature comes out of the pipeline', {
    file: output,
    hint: 'nothing was written',
  });
}

/** Rows without some of their columns. */
const without = (source: RowSource, drop: readonly string[]): RowSource => ({
  ...source,
  columns: source.columns.filter(({ name }) => !drop.includes(name)),
  async *batches() {
    for await (const { rows, columns } of source.batches())
      yield { rows, columns: columns.filter(({ name }) => !drop.includes(name)) };
  },
});

async function starterFor(
  source: RowSource,
  target: string | undefined,
  effects: Effects,
): Promise<{ spec: TransformerSpec; notes: string[] }> {
  const features = without(source, target === undefined ? [] : [target]);
  const looks = columnLooks(features.columns);
  const tell = readingOn(effects, 'looking at columns', source.rows);
  let rows = 0;
  for await (const frame of features.batches()) {
    effects.signal.throwIfAborted();
    looks.add(frame);
    tell((rows += frame.rows));
  }
  refuseNoRows({ ...source, rows });
  return starterPipeline(looks.looks());
}

/** A pipeline that someone may have edited is not replaced. */
async function refuseOtherPipeline(path: string, spec: TransformerSpec, effects: Effects): Promise<void> {
  if ((await effects.kindOf(path)) === null) return;
  const there = new TextDecoder().decode(await effects.readFile(path));
  if (there === jsonText(spec)) return;
  throw new FeaturesError('usage', 'a pipeline is there already, and may have been edited', {
    file: path,
    hint: `--pipeline ${path} fits it; to have a new one made, move it away`,
  });
}

async function refuseBroken(data: string, file: string, effects: Effects): Promise<void> {
  const { validation: found } = await validateRows(data, await readRulesFile(file, effects), 3, effects);
  const lines = toText(found).trimEnd();
  if (lines !== '') effects.note(lines);
  if (found.valid) return;
  throw new FeaturesError('rules-broken', verdict(data, found), {
    hint: `rules: ${file}; nothing was fitted`,
  });
}

export const fitCommand: Command = {
  name: 'fit',
  summary: 'fit a pipeline on training data and keep what it learned',
  operands: '<data>',
  description: [
    'Writes the fitted pipeline as a state file, which features transform, export and docs take. Without --pipeline, one',
    'is made by what the columns hold, and written to pipeline.json beside the state, to be edited and given next time:',
    'numbers are imputed by their median and scaled, text of up to 50 different values is one-hot encoded, sentences are',
    'weighted by TF-IDF; columns that number or name their rows are left out, which is told.',
    'Reads the data in batches, as often as the pipeline needs; what needs all values at once (a median, quantiles) keeps those',
    'of its own columns in memory.',
  ].join('\n'),
  flags: {
    pipeline: { type: 'string', value: 'file', description: 'the pipeline to fit, as JSON' },
    target: { type: 'string', value: 'column', description: 'what is to be predicted: no feature' },
    drop: { type: 'string', value: 'a,b', description: 'columns that are no features' },
    rules: {
      type: 'string',
      value: 'file',
      description: 'check the data first; refuse when it breaks a rule',
    },
    lineage: { type: 'boolean', description: 'record what was made of what, also outside a data store' },
    output: outputFlag('where the state goes (default: features.json)'),
  },
  async run(operands, flags, effects) {
    const [data = ''] = operandsOf(this, operands, 1);
    const result = await fitFile(
      {
        data,
        pipeline: textFlag(flags, 'pipeline'),
        target: textFlag(flags, 'target'),
        drop: listFlag(flags, 'drop'),
        rules: textFlag(flags, 'rules'),
        output: textFlag(flags, 'output') ?? 'features.json',
        lineage: flags['lineage'] === true,
      },
      effects,
    );
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else {
      for (const note of result.notes) effects.note(note);
      effects.print(`${result.output}: ${result.features.length} features, by ${result.pipeline}`);
    }
    return 0;
  },
};
