import type { CardYaml, ModelManifest } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';
import type { ModelOutput } from '../onnx-model.ts';
import { describeTensor, unsupported } from './describe-tensor.ts';

/** More no page can show. */
const mostTargets = 100;

/** Where a regressor's value stands: an output, and the column in it. */
interface Place {
  output: string;
  index: number;
  /** As the graph names it. */
  feature: string | null;
}

/**
 * The targets of a regressor: `[N]` and `[N, 1]` are one, `[N, k]` are k, several outputs follow one another.
 * Named by card.yaml, else by the graph, else by the label columns of the evaluation data, else by the outputs.
 *
 * @throws OnnxError `signature-unsupported` or `targets-mismatch`
 */
export function regressorOutput(
  outputs: readonly ModelOutput[],
  { targets: told, outputs: chosen }: CardYaml['signature'],
  labels: readonly string[],
  path: string,
): ModelManifest['output'] {
  const read =
    chosen?.prediction === undefined ? outputs : outputs.filter(({ name }) => name === chosen.prediction);
  const [first] = read;
  if (!first)
    throw new OnnxError(
      'signature-unsupported',
      `signature.outputs.prediction: no output \`${chosen?.prediction}\``,
      {
        file: path,
        hint: `there are: ${outputs.map(describeTensor).join(', ')}`,
      },
    );
  const places = read.flatMap((output) => placesOf(output, told?.length ?? labels.length, read.length, path));
  if (told && told.length !== places.length)
    throw new OnnxError(
      'targets-mismatch',
      `the model predicts ${places.length} values (${read.map(describeTensor).join(', ')}), signature.targets names ${told.length}`,
      { file: path, hint: 'list one target for each value' },
    );
  const widths = new Map<string, number>();
  for (const { output } of places) widths.set(output, (widths.get(output) ?? 0) + 1);
  return {
    task: 'regression',
    probabilities: null,
    activation: 'none',
    prediction: first.name,
    classes: null,
    positive: null,
    targets: places.map(({ output, index, feature }, place) => ({
      name:
        told?.[place]?.name ??
        feature ??
        (labels.length === places.length ? labels[place] : undefined) ??
        fallback(output, index, widths.get(output) ?? 1),
      output,
      index,
      unit: told?.[place]?.unit ?? null,
    })),
  };
}

function placesOf(output: ModelOutput, known: number, outputs: number, path: string): Place[] {
  const { name, type, shape } = output;
  if (type === 'string' || type === 'bool' || shape.length === 0 || shape.length > 2)
    throw unsupported(
      'output',
      output,
      'expected numbers, [N], [N, 1] or [N, targets]',
      path,
      'export the predicted values as one row of numbers a record',
    );
  const [, width = 1] = shape;
  const columns = typeof width === 'number' ? width : outputs === 1 && known > 0 ? known : 1;
  if (columns < 1 || columns > mostTargets)
    throw unsupported(
      'output',
      output,
      `${columns} values a row, expected 1 to ${mostTargets}`,
      path,
      'export fewer',
    );
  return Array.from({ length: columns }, (_, index) => ({
    output: name,
    index,
    feature: output.features?.[index] ?? null,
  }));
}

function fallback(output: string, index: number, width: number): string {
  return width > 1 ? `${output} ${index + 1}` : output;
}
