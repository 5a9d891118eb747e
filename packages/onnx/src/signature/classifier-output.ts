import type { CardYaml, ModelManifest } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';
import type { ModelOutput } from '../onnx-model.ts';
import { describeTensor, isFloating, isOneAcross } from './describe-tensor.ts';

type Words = CardYaml['signature'];

const advice =
  'export probabilities as a floating-point tensor [N, classes] (scikit-learn: predict_proba), and name it with --probabilities (signature.outputs) where several could be meant';

/**
 * Probabilities, label and class names of a classifier. Taken: floating-point `[N, classes]`; for two classes also
 * `[N]` or `[N, 1]` of the positive one.
 *
 * @throws OnnxError `signature-unsupported`, or `classes-mismatch` where graph and card.yaml differ
 */
export function classifierOutput(
  outputs: readonly ModelOutput[],
  words: Words,
  path: string,
): ModelManifest['output'] {
  const probabilities = probabilitiesOutput(outputs, words, path);
  const prediction = predictionOutput(outputs, words, probabilities, path);
  const classes = namesOf(probabilities, prediction, words, path);
  const one = isOneAcross(probabilities);
  const columns = one ? 2 : probabilities.shape[1];
  if (typeof columns === 'number' && columns !== classes.length)
    throw new OnnxError(
      'classes-mismatch',
      one
        ? `output ${describeTensor(probabilities)} is one of two classes, there are ${classes.length}`
        : `output \`${probabilities.name}\` has ${columns} columns, there are ${classes.length} classes`,
      { file: path, hint: 'list one class for each column in signature.classes' },
    );
  const binary = classes.length === 2;
  if (
    words.task !== undefined &&
    words.task !== (binary ? 'binary-classification' : 'multiclass-classification')
  )
    throw new OnnxError(
      'classes-mismatch',
      `signature.task is ${words.task}, there are ${classes.length} classes`,
      {
        file: path,
        hint: 'leave signature.task out, or correct signature.classes',
      },
    );
  return {
    task: binary ? 'binary-classification' : 'multiclass-classification',
    probabilities: probabilities.name,
    activation: activationOf(probabilities, words, one, path),
    prediction: prediction?.name ?? null,
    classes,
    positive: binary ? positiveOf(classes, words, path) : null,
    targets: null,
  };
}

/**
 * How many classes there are by the columns of the probabilities, where neither graph nor words name them; `null`
 * where they are named, or that is open.
 *
 * @throws OnnxError as {@link classifierOutput}
 */
export function unnamedClasses(outputs: readonly ModelOutput[], words: Words, path: string): number | null {
  const probabilities = probabilitiesOutput(outputs, words, path);
  const prediction = predictionOutput(outputs, words, probabilities, path);
  if (words.classes ?? prediction?.classes ?? probabilities.classes) return null;
  const columns = isOneAcross(probabilities) ? 2 : probabilities.shape[1];
  return typeof columns === 'number' ? columns : null;
}

function probabilitiesOutput(
  outputs: readonly ModelOutput[],
  { outputs: told }: Words,
  path: string,
): ModelOutput {
  if (told?.probabilities !== undefined) return named(outputs, told.probabilities, 'probabilities', path);
  const candidates = outputs.filter(
    (output) => isFloating(output) && (output.shape.length === 2 || output.shape.length === 1),
  );
  const wide = candidates.filter((output) => !isOneAcross(output));
  const found = candidates.find(({ name }) => /^(?:output_)?prob/i.test(name)) ?? wide[0] ?? candidates[0];
  if (!found)
    throw new OnnxError(
      'signature-unsupported',
      `no floating-point output [N, classes] among ${outputs.map(describeTensor).join(', ')}`,
      { file: path, hint: advice },
    );
  if (wide.length === 0 && candidates.length > 2)
    throw new OnnxError(
      'signature-unsupported',
      `probabilities in an output for each class: ${candidates.map(describeTensor).join(', ')}`,
      { file: path, hint: `${advice}; with skl2onnx: zipmap=False, not 'columns'` },
    );
  return found;
}

function predictionOutput(
  outputs: readonly ModelOutput[],
  { outputs: told }: Words,
  probabilities: ModelOutput,
  path: string,
): ModelOutput | undefined {
  if (told?.prediction !== undefined) return named(outputs, told.prediction, 'prediction', path);
  return outputs.find(
    (output) =>
      output !== probabilities && !isFloating(output) && output.type !== 'bool' && isOneAcross(output),
  );
}

function named(outputs: readonly ModelOutput[], name: string, field: string, path: string): ModelOutput {
  const output = outputs.find((candidate) => candidate.name === name);
  if (output) return output;
  throw new OnnxError('signature-unsupported', `signature.outputs.${field}: no output \`${name}\``, {
    file: path,
    hint: `there are: ${outputs.map(describeTensor).join(', ')}`,
  });
}

/**
 * Names written in the graph hold; card.yaml names classes that the graph only numbers or does not know. Names in
 * another order would put every probability under the wrong one.
 */
function namesOf(
  probabilities: ModelOutput,
  prediction: ModelOutput | undefined,
  { classes: told }: Words,
  path: string,
): string[] {
  const twice = told?.find((name, index) => told.indexOf(name) !== index);
  if (twice !== undefined)
    throw new OnnxError('classes-mismatch', `signature.classes lists ${JSON.stringify(twice)} twice`, {
      file: path,
    });
  const held = prediction?.classes ?? probabilities.classes;
  const numbered = held?.every((name) => /^-?\d+$/.test(name)) === true;
  if (told && held && !numbered && told.join('\n') !== held.join('\n'))
    throw new OnnxError(
      'classes-mismatch',
      `the graph names the classes ${shown(held)}, signature.classes ${shown(told)}`,
      {
        file: path,
        hint: 'leave signature.classes out',
      },
    );
  if (told && held && told.length !== held.length)
    throw new OnnxError(
      'classes-mismatch',
      `the graph knows ${held.length} classes, signature.classes lists ${told.length}`,
      {
        file: path,
        hint: `list a name for each of ${shown(held)}`,
      },
    );
  const names = told ?? held;
  if (names && names.length >= 2) return [...names];
  throw new OnnxError('classes-mismatch', 'the graph holds no class names', {
    file: path,
    hint: `list signature.classes in the order of the columns of ${describeTensor(probabilities)}`,
  });
}

/** An activation that the graph has already would flatten every probability. */
function activationOf(
  { name, maker }: ModelOutput,
  { activation = 'none' }: Words,
  one: boolean,
  path: string,
): 'none' | 'sigmoid' | 'softmax' {
  const has = maker === 'Softmax' ? 'softmax' : maker === 'Sigmoid' ? 'sigmoid' : null;
  if (activation !== 'none' && has)
    throw new OnnxError(
      'signature-unsupported',
      `signature.activation is ${activation}, output \`${name}\` has its ${has} in the graph`,
      {
        file: path,
        hint: 'leave signature.activation out',
      },
    );
  if (activation === 'softmax' && one)
    throw new OnnxError(
      'signature-unsupported',
      `a softmax over the one column of output \`${name}\` is always 1`,
      {
        file: path,
        hint: 'say activation: sigmoid',
      },
    );
  if (activation === 'sigmoid' && !one)
    throw new OnnxError(
      'signature-unsupported',
      `a sigmoid of each column of output \`${name}\` answers a question for each, not which class a row is of`,
      {
        file: path,
        hint: 'say activation: softmax for logits of one class a row; several labels a row are not supported yet',
      },
    );
  return activation;
}

function positiveOf(classes: readonly string[], { positive }: Words, path: string): number {
  if (positive === undefined) return 1;
  const index = classes.indexOf(positive);
  if (index >= 0) return index;
  throw new OnnxError(
    'classes-mismatch',
    `signature.positive is ${JSON.stringify(positive)}, which is no class`,
    {
      file: path,
      hint: `the classes are ${shown(classes)}`,
    },
  );
}

function shown(names: readonly string[]): string {
  const most = 8;
  return (
    names
      .slice(0, most)
      .map((name) => JSON.stringify(name))
      .join(', ') + (names.length > most ? ' …' : '')
  );
}
