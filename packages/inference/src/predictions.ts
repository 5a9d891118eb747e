import { argmaxRow } from '@modelfolio/statistics/argmax-row';
import type { ModelManifest } from '@modelfolio/schemas';
import { InferenceError } from './inference-error.ts';
import { numbersOf, type Tensor } from './tensor.ts';

type OutputSide = ModelManifest['output'];

/** What a classifier said of some rows. */
export interface ClassPredictions {
  readonly kind: 'classes';
  readonly classes: readonly string[];
  /** Row after row, a number for each class. */
  readonly probabilities: Float64Array;
  /** Index of the predicted class, a row each. */
  readonly predicted: Uint32Array;
}

/** What a regressor said of some rows. */
export interface ValuePredictions {
  readonly kind: 'values';
  readonly targets: readonly { readonly name: string; readonly unit: string | null }[];
  /** An array for each target, a number for each row. */
  readonly values: readonly Float64Array[];
}

export type Predictions = ClassPredictions | ValuePredictions;

/** The graph outputs that predictions are made from. */
export function outputNames({ probabilities, prediction, targets }: OutputSide): string[] {
  if (targets) return [...new Set(targets.map(({ output }) => output))];
  return [probabilities, prediction].filter((name) => name !== null);
}

/**
 * A graph's outputs as predictions: the activation applied, one probability of two classes made two, the class the most
 * probable one (the first of equals) unless the graph names it.
 *
 * @param rows number of rows that went in
 * @throws InferenceError `output` when an output is missing, or of another size than rows and classes make
 */
export function predictionsOf(
  output: OutputSide,
  outputs: Record<string, Tensor>,
  rows: number,
): Predictions {
  return output.task === 'regression' ? valuesOf(output, outputs, rows) : classesOf(output, outputs, rows);
}

function valuesOf(output: OutputSide, outputs: Record<string, Tensor>, rows: number): ValuePredictions {
  const targets = output.targets ?? [];
  return {
    kind: 'values',
    targets: targets.map(({ name, unit }) => ({ name, unit })),
    values: targets.map((target) => {
      const numbers = numbersOf(requiredOutput(outputs, target.output));
      const width = numbers.length / rows;
      if (!Number.isInteger(width) || target.index >= width)
        throw new InferenceError(
          'output',
          `output ${target.output} holds ${numbers.length} numbers for ${rows} rows`,
        );
      return Float64Array.from(
        { length: rows },
        (_, row) => numbers[row * width + target.index] ?? Number.NaN,
      );
    }),
  };
}

function classesOf(output: OutputSide, outputs: Record<string, Tensor>, rows: number): ClassPredictions {
  const classes = output.classes ?? [];
  const probabilities = probabilitiesOf(output, outputs, rows, classes.length);
  return {
    kind: 'classes',
    classes,
    probabilities,
    predicted: predictedOf(output, outputs, rows, classes, probabilities),
  };
}

function probabilitiesOf(
  output: OutputSide,
  outputs: Record<string, Tensor>,
  rows: number,
  classes: number,
): Float64Array {
  const name = output.probabilities;
  if (name === null) throw new InferenceError('output', 'the model gives no probabilities');
  const numbers = numbersOf(requiredOutput(outputs, name));
  if (numbers.length === rows * classes) return activated(numbers, output.activation, classes);
  if (numbers.length !== rows || classes !== 2)
    throw new InferenceError(
      'output',
      `output ${name} holds ${numbers.length} numbers, expected ${rows} × ${classes}`,
    );
  const positive = output.positive ?? 1;
  const ofPositive = activated(numbers, output.activation, 1);
  return Float64Array.from({ length: 2 * rows }, (_, index) => {
    const probability = ofPositive[index >> 1] ?? Number.NaN;
    return (index & 1) === positive ? probability : 1 - probability;
  });
}

function activated(
  numbers: Float64Array,
  activation: OutputSide['activation'],
  classes: number,
): Float64Array {
  if (activation === 'sigmoid') return numbers.map((logit) => 1 / (1 + Math.exp(-logit)));
  if (activation === 'softmax')
    for (let start = 0; start < numbers.length; start += classes)
      softmax(numbers.subarray(start, start + classes));
  return numbers;
}

/** In place, less the largest logit first so that nothing overflows. */
function softmax(logits: Float64Array): void {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  let sum = 0;
  logits.forEach((logit, index) => {
    const exponential = Math.exp(logit - largest);
    logits[index] = exponential;
    sum += exponential;
  });
  logits.forEach((exponential, index) => void (logits[index] = exponential / sum));
}

function predictedOf(
  output: OutputSide,
  outputs: Record<string, Tensor>,
  rows: number,
  classes: readonly string[],
  probabilities: Float64Array,
): Uint32Array {
  const named = output.prediction === null ? undefined : outputs[output.prediction];
  if (!named) return mostProbable(probabilities, classes.length, rows);
  if (named.data.length !== rows)
    throw new InferenceError(
      'output',
      `output ${output.prediction} holds ${named.data.length} values for ${rows} rows`,
    );
  const indices = new Map(classes.map((name, index) => [name, index]));
  const numbered = classes.every((name) => /^-?\d+$/.test(name));
  return Uint32Array.from({ length: rows }, (_, row) => {
    const value = named.data[row];
    // Labels that are numbers are class names where the classes are numbers, and indices elsewhere.
    const index =
      indices.get(String(value)) ?? (typeof value === 'string' || numbered ? undefined : Number(value));
    if (index !== undefined && Number.isInteger(index) && index >= 0 && index < classes.length) return index;
    throw new InferenceError(
      'output',
      `output ${output.prediction} names the class ${String(value)}, which is not one of the model's`,
    );
  });
}

const mostProbable = (probabilities: Float64Array, classes: number, rows: number): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => argmaxRow(probabilities, row, classes));

function requiredOutput(outputs: Record<string, Tensor>, name: string): Tensor {
  const tensor = outputs[name];
  if (tensor) return tensor;
  throw new InferenceError(
    'output',
    `the model gave no output ${name}, but ${Object.keys(outputs).join(', ')}`,
  );
}
