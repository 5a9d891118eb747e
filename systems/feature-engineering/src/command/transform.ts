import { textFlag } from '@modelfolio/command-line/flags';
import { compile } from '../fit.ts';
import { columnOf, frameOf, type Frame } from '../frame/frame.ts';
import type { RowSource } from '../streaming/row-source.ts';
import { transformStream } from '../streaming/transform-stream.ts';
import { writeTable } from '../streaming/write-table.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { listFlag, neededFlag, operandsOf, outputFlag, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { named, readStateFile, refuseOutput } from './files.ts';
import { progressOn, withRows } from './open-data.ts';
import { recordStep } from './record-lineage.ts';

export interface TransformOptions {
  data: string;
  state: string;
  /** Columns of the data that go before the features, as they are. */
  keep?: readonly string[];
  /** `-` for standard output. */
  output: string;
  /** Record what was made of what, also where no store is. */
  lineage?: boolean;
}

/**
 * Turns the rows of a file into features.
 *
 * @returns number of rows
 * @throws FeaturesError
 */
export async function transformFile(options: TransformOptions, effects: Effects): Promise<number> {
  const { data, output, keep = [] } = options;
  await refuseOutput(output, [data, options.state], effects);
  const { fitted, sha256 } = await readStateFile(options.state, effects);
  const fittedOn = fitted.columns.map(({ name }) => name);
  const types = {
    // As it stands in the file.
    ...Object.fromEntries(keep.map((name) => [name, 'text' as const])),
    ...Object.fromEntries(fitted.columns.map(({ name, type }) => [name, type])),
  };
  const only = [...new Set([...fittedOn, ...keep])];
  const rows = await withRows(data, effects, { types, only }, (source) =>
    writeTable(
      output,
      // Rows and progress would stand in each other's way on a terminal.
      featureFrames(fitted, source, keep, output === '-' ? { ...effects, progress: () => {} } : effects),
      { names: [...keep, ...compile(fitted).names], signal: effects.signal },
      { ...effects.streams, create: (path) => named(path, () => effects.streams.create(path)) },
    ),
  );
  await recordStep({ input: data, output, state: sha256, lineage: options.lineage === true }, effects);
  return rows;
}

/** Each batch as features, with the columns that are kept before them. */
async function* featureFrames(
  fitted: FittedTransformer,
  source: RowSource,
  keep: readonly string[],
  effects: Effects,
): AsyncGenerator<Frame> {
  const given: Frame[] = [];
  const remembering: RowSource = {
    ...source,
    async *batches() {
      for await (const frame of source.batches()) {
        given.push(frame);
        yield frame;
      }
    },
  };
  const options = { progress: progressOn(effects), signal: effects.signal };
  for await (const { rows, columns } of transformStream(fitted, remembering, options)) {
    const before = given.shift() as Frame;
    yield frameOf([...keep.map((name) => columnOf(before, name)), ...columns], rows);
  }
}

export const transformCommand: Command = {
  name: 'transform',
  summary: 'turn data into features by a fitted pipeline',
  operands: '<data>',
  description: [
    'Reads the data in batches and writes a column for each feature, in the order of the rows. Columns that the pipeline was',
    'not fitted on are passed over. The file is there when it is whole; - (the default) is standard output.',
  ].join('\n'),
  flags: {
    state: { type: 'string', value: 'file', description: 'the fitted pipeline, as features fit writes it' },
    keep: { type: 'string', value: 'a,b', description: 'columns to put before the features as they are' },
    lineage: { type: 'boolean', description: 'record what was made of what, also outside a data store' },
    output: outputFlag('where the table goes: .csv or .tsv (default: standard output)'),
  },
  async run(operands, flags, effects) {
    const [data = ''] = operandsOf(this, operands, 1);
    const output = textFlag(flags, 'output') ?? '-';
    const rows = await transformFile(
      {
        data,
        state: neededFlag(flags, 'state'),
        keep: listFlag(flags, 'keep'),
        output,
        lineage: flags['lineage'] === true,
      },
      effects,
    );
    if (output === '-') return 0;
    if (flags['json'] === true) effects.print(JSON.stringify({ output, rows }, null, 2));
    else effects.print(`${output}: ${rows} rows`);
    return 0;
  },
};
