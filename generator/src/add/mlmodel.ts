import { parse } from 'yaml';
import { z } from 'zod';
import { describeTensor, matchingName } from '@modelfolio/onnx';
import type { TensorSignature } from '@modelfolio/schemas';
import { ModelfolioError } from '../modelfolio-error.ts';

/** A column or tensor of an MLflow signature, as its JSON text has it. */
const field = z.object({
  type: z.string(),
  name: z.string().optional(),
  required: z.boolean().default(true),
});
const flavor = z.looseObject({ data: z.string().optional() });
const mlmodelFile = z.object({
  flavors: z.record(z.string(), flavor),
  run_id: z.string().nullish(),
  signature: z.object({ inputs: z.string().nullish(), outputs: z.string().nullish() }).nullish(),
});

/** What MLflow's `MLmodel` says of a model. */
export interface Mlmodel {
  /** e.g. `onnx`, `sklearn`, `python_function`. */
  flavors: string[];
  /** Path of the ONNX file in the model's folder, where there is that flavor. */
  onnxFile: string | null;
  runId: string | null;
  inputs: z.infer<typeof field>[];
  outputs: z.infer<typeof field>[];
}

/**
 * Reads an `MLmodel` file.
 *
 * @param path names the file in errors
 * @throws ModelfolioError `model-unreadable`
 */
export function readMlmodel(bytes: Uint8Array, path: string): Mlmodel {
  const damaged = (reason: string, cause?: unknown): ModelfolioError =>
    new ModelfolioError('model-unreadable', reason, { file: path, hint: 'log the model again', cause });
  let value: unknown;
  try {
    value = parse(new TextDecoder().decode(bytes), { maxAliasCount: 10 });
  } catch (cause) {
    throw damaged('not YAML', cause);
  }
  const result = mlmodelFile.safeParse(value);
  if (!result.success) throw damaged('not an MLmodel file', result.error);
  const { flavors, run_id: runId, signature } = result.data;
  const fields = (text: string | null | undefined): z.infer<typeof field>[] => {
    if (text == null) return [];
    try {
      return z.array(field).parse(JSON.parse(text));
    } catch (cause) {
      throw damaged('the signature is not a list of columns in JSON', cause);
    }
  };
  const onnx = Object.hasOwn(flavors, 'onnx') ? flavors['onnx'] : undefined;
  return {
    flavors: Object.keys(flavors),
    onnxFile: onnx ? (onnx.data ?? 'model.onnx') : null,
    runId: runId ?? null,
    inputs: fields(signature?.inputs),
    outputs: fields(signature?.outputs),
  };
}

/**
 * Names of the columns that the signature lists, in order; `null` where it knows tensors only.
 */
export function columnNames({ inputs }: Mlmodel): string[] | null {
  const names = inputs.map(({ name }) => name);
  const isTable = inputs.length > 0 && inputs.every(({ type }) => type !== 'tensor');
  return isTable && names.every((name) => name !== undefined) ? names : null;
}

/**
 * Holds the signature against the graph: the same columns, text for text and numbers for numbers.
 *
 * @returns names for the places of one tensor `[N, columns]`; `null` where inputs bear their own
 * @throws ModelfolioError `columns-mismatch`, naming every difference
 */
export function namesForGraph(
  mlmodel: Mlmodel,
  inputs: readonly TensorSignature[],
  path: string,
): string[] | null {
  const names = columnNames(mlmodel);
  if (!names) return null;
  const differ = (differences: string[]): ModelfolioError =>
    new ModelfolioError('columns-mismatch', `MLmodel and graph differ: ${differences.join('; ')}`, {
      file: path,
      hint: 'log the model again with the signature of its inputs, or add the ONNX file by itself',
    });
  const [first] = inputs;
  const [, width = 1] = first?.shape ?? [];
  if (first && inputs.length === 1 && first.shape.length === 2 && width !== 1) {
    if (typeof width === 'number' && width !== names.length)
      throw differ([`MLmodel lists ${names.length} columns, input ${describeTensor(first)} takes ${width}`]);
    return names;
  }
  const inputNames = inputs.map(({ name }) => name);
  const differences = mlmodel.inputs.flatMap(({ name = '', type }) => {
    const found = matchingName(inputNames, name);
    const input = inputs.find((one) => one.name === found);
    if (!input) return [`the graph has no input ${JSON.stringify(name)}`];
    return kindOfType(type) === kindOfType(input.type)
      ? []
      : [`${JSON.stringify(name)} is ${type} in MLmodel, ${describeTensor(input)} in the graph`];
  });
  const unlisted = inputNames
    .filter((name) => matchingName(names, name) === null)
    .map((name) => `MLmodel lists no ${JSON.stringify(name)}`);
  if (differences.length + unlisted.length > 0) throw differ([...differences, ...unlisted]);
  return null;
}

/** Text, or numbers: MLflow says `double` and `long` where graphs take `float32` and `int64`, booleans go in as either. */
function kindOfType(type: string): 'text' | 'number' {
  return type === 'string' ? 'text' : 'number';
}
