import { textFlag } from '@modelfolio/command-line/flags';
import { compile } from '../fit.ts';
import { joinModel } from '../onnx/join-model.ts';
import { toOnnx } from '../onnx/to-onnx.ts';
import { counted } from '../rules/validation-report.ts';
import { neededFlag, operandsOf, outputFlag, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { readBytes, readStateFile, refuseOutput, writeResult } from './files.ts';

export interface ExportOptions {
  state: string;
  /** An ONNX model that takes the features. */
  model?: string | undefined;
  /** Texts of the data that stand for a missing one. */
  missing?: readonly string[] | undefined;
  output: string;
}

export interface ExportResult {
  output: string;
  bytes: number;
  /** Raw columns that go in. */
  inputs: readonly string[];
  /** What comes out of the pipeline. */
  features: readonly string[];
}

/** Writes a fitted pipeline as an ONNX graph, with a model behind it where one is given. @throws FeaturesError */
export async function exportFile(options: ExportOptions, effects: Effects): Promise<ExportResult> {
  const { state, model, missing = [], output } = options;
  await refuseOutput(output, [state, model], effects);
  const { fitted } = await readStateFile(state, effects);
  const bytes =
    model === undefined
      ? toOnnx(fitted, { missing })
      : joinModel(fitted, await readBytes(model, effects), { file: model, missing });
  await writeResult(output, bytes, effects);
  const inputs = fitted.columns.map(({ name }) => name);
  return { output, bytes: bytes.length, inputs, features: compile(fitted).names };
}

export const exportCommand: Command = {
  name: 'export',
  summary: 'write a fitted pipeline as ONNX, alone or in front of a model',
  operands: '',
  description: [
    'The graph takes each raw column as an input [rows, 1], numbers in double precision and text as text; a missing number is',
    'NaN, a missing text the empty one, or what --missing says that the data has for it. Alone it gives features [rows, columns]; with --model what the model gives.',
  ].join('\n'),
  flags: {
    state: { type: 'string', value: 'file', description: 'the fitted pipeline, as features fit writes it' },
    model: { type: 'string', value: 'file', description: 'an ONNX model that takes the features' },
    missing: {
      type: 'string',
      value: 'texts',
      description: 'that stand for a missing text in the data, separated by commas, e.g. ?',
    },
    output: outputFlag('where the graph goes (default: features.onnx)'),
  },
  async run(operands, flags, effects) {
    operandsOf(this, operands, 0);
    const result = await exportFile(
      {
        state: neededFlag(flags, 'state'),
        model: textFlag(flags, 'model'),
        missing: textFlag(flags, 'missing')?.split(',').filter(Boolean),
        output: textFlag(flags, 'output') ?? 'features.onnx',
      },
      effects,
    );
    const { output, bytes, inputs, features } = result;
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else
      effects.print(
        `${output}: ${counted(inputs.length, 'column')} in, ${counted(features.length, 'feature')}, ${bytes} bytes`,
      );
    return 0;
  },
};
