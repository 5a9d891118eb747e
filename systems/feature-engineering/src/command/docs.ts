import { basename } from 'node:path';
import { createHash } from 'node:crypto';
import { textFlag } from '@modelfolio/command-line/flags';
import { sealed } from '@modelfolio/project/sealed-record';
import { columnStatistics } from '../docs/column-statistics.ts';
import type { FeatureSet, JudgedRules } from '../docs/feature-set.ts';
import { featureStatistics } from '../docs/feature-statistics.ts';
import { toMarkdown } from '../docs/to-markdown.ts';
import { toReport } from '../docs/to-report.ts';
import { FeaturesError } from '../features-error.ts';
import { emptyFrame } from '../frame/frame.ts';
import { compile } from '../fit.ts';
import type { RowSource } from '../streaming/row-source.ts';
import { transformStream } from '../streaming/transform-stream.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { neededFlag, operandsOf, outputFlag, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { jsonText, readBytes, readRulesFile, readStateFile, refuseOutput, writeResult } from './files.ts';
import { progressOn, withRows } from './open-data.ts';
import { validateRows } from './validate.ts';

export interface DocsOptions {
  state: string;
  data: string;
  rules?: string | undefined;
  title?: string | undefined;
  /** Where the Markdown goes. */
  output: string;
  /** Where the report goes: `content/reports/<id>.json`. */
  report?: string | undefined;
}

/** Writes the documentation of a fitted pipeline on its data. @throws FeaturesError */
export async function writeDocs(options: DocsOptions, effects: Effects): Promise<FeatureSet> {
  const { state, data, rules, output, report } = options;
  if (data === '-')
    throw new FeaturesError('usage', 'the data has to be a file: its digest stands in the documentation');
  await refuseOutput(output, [state, data, rules], effects);
  if (report !== undefined) {
    if (!report.endsWith('.json'))
      throw new FeaturesError('usage', `--report ${report}: a report is JSON`, {
        hint: `e.g. content/reports/${basename(report)}.json`,
      });
    await refuseOutput(report, [state, data, rules, output], effects);
  }
  const set = await describeFeatures(options, effects);
  // Made before the first is written: none is there where one is impossible.
  const markdown = toMarkdown(set);
  const made =
    report === undefined ? null : jsonText(sealed(toReport(set, basename(report, '.json')), 'features docs'));
  await writeResult(output, markdown, effects);
  if (report !== undefined && made !== null) await writeResult(report, made, effects);
  return set;
}

/** Reads the data and all that is to be said of it. */
export async function describeFeatures(options: DocsOptions, effects: Effects): Promise<FeatureSet> {
  const { state, data } = options;
  const { fitted, sha256 } = await readStateFile(state, effects);
  const types = Object.fromEntries(fitted.columns.map(({ name, type }) => [name, type]));
  const only = fitted.columns.map(({ name }) => name);
  const measured = await withRows(data, effects, { types, only }, (source) =>
    measure(fitted, source, effects),
  );
  return {
    title: options.title ?? `Features: ${basename(options.output).replace(/\.[^.]+$/, '')}`,
    fitted,
    state: { name: state, sha256 },
    data: { name: data, sha256: await sha256Of(data, effects) },
    ...measured,
    judged: options.rules === undefined ? null : await judge(data, options.rules, effects),
    command: effects.commandLine,
    environment: effects.environment(),
    measuredAt: effects.now(),
  };
}

/** Figures of the columns and of the features, in one reading. */
async function measure(
  fitted: FittedTransformer,
  source: RowSource,
  effects: Effects,
): Promise<Pick<FeatureSet, 'rows' | 'columns' | 'features'>> {
  const [before, after] = [columnStatistics(source.columns), featureStatistics()];
  let rows = 0;
  const counted: RowSource = {
    ...source,
    async *batches() {
      for await (const frame of source.batches()) {
        before.add(frame);
        rows += frame.rows;
        yield frame;
      }
    },
  };
  const options = { progress: progressOn(effects), signal: effects.signal };
  after.add(compile(fitted).run(emptyFrame(fitted.columns)));
  for await (const frame of transformStream(fitted, counted, options)) after.add(frame);
  return { rows, columns: before.finish(), features: after.finish() };
}

async function judge(data: string, file: string, effects: Effects): Promise<JudgedRules> {
  const rules = await readRulesFile(file, effects);
  const sha256 = createHash('sha256')
    .update(await readBytes(file, effects))
    .digest('hex');
  const { validation, present } = await validateRows(data, rules, 3, effects);
  return { file: { name: file, sha256 }, rules, validation, present };
}

async function sha256Of(path: string, effects: Effects): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of effects.store.readChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

export const docsCommand: Command = {
  name: 'docs',
  summary: 'document a fitted pipeline: lineage, figures, rules, code',
  operands: '',
  description: [
    'Writes a page in Markdown: a diagram from raw columns to features, figures of the columns before and of the features',
    'after, rules and their results, the pipeline as code and as JSON, and the digests of state and data. With --report, the',
    'same as a report for a Modelfolio site. Numbers of the columns are kept in memory, for their quartiles.',
  ].join('\n'),
  flags: {
    state: { type: 'string', value: 'file', description: 'the fitted pipeline, as features fit writes it' },
    data: {
      type: 'string',
      value: 'file',
      description: 'the data to describe, usually what it was fitted on',
    },
    rules: { type: 'string', value: 'file', description: 'rules to check the data by' },
    title: {
      type: 'string',
      value: 'text',
      description: 'of the page (default: Features: and the file’s name)',
    },
    report: { type: 'string', value: 'file', description: 'write content/reports/<id>.json too' },
    output: outputFlag('where the page goes, e.g. docs/features/people.md (default: features.md)'),
  },
  async run(operands, flags, effects) {
    operandsOf(this, operands, 0);
    const report = textFlag(flags, 'report');
    const output = textFlag(flags, 'output') ?? 'features.md';
    const set = await writeDocs(
      {
        state: neededFlag(flags, 'state'),
        data: neededFlag(flags, 'data'),
        rules: textFlag(flags, 'rules'),
        title: textFlag(flags, 'title'),
        output,
        report,
      },
      effects,
    );
    const { rows, columns, features } = set;
    const result = {
      output,
      report: report ?? null,
      rows,
      columns: columns.length,
      features: features.length,
    };
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else
      effects.print(
        `${output}${report === undefined ? '' : `, ${report}`}: ${rows} rows, ${columns.length} columns, ${features.length} features`,
      );
    return 0;
  },
};
