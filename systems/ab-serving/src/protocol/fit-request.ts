import { shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import type { TensorSignature } from '@modelfolio/schemas';
import { invalid, refuseAny } from '../errors/refusal.ts';
import type { ModelSignature } from '../signature.ts';
import { datatypeOf, factsOf } from './datatypes.ts';
import type { InferRequest, InferTensor } from './infer-tensor.ts';
import { shapeFits, shownShape } from './shape.ts';

/** An output that is to be answered. */
export interface AnsweredOutput {
  readonly name: string;
  /** Whether its data follows the JSON as bytes. */
  readonly binary: boolean;
}

/**
 * Holds a request against the model that is asked, before it waits for its turn.
 *
 * @returns outputs to answer, in the order that was asked for, or the model's
 * @throws Refusal `inference-invalid` that points to it: an input that is unknown, missing, of another datatype or shape, inputs
 *   that disagree on a dimension that the model gives one name, an output that is unknown or has no form in JSON
 *
 * @example
 * fitRequest(parseInferRequest(body, null), signature); // [{ name: 'probabilities', binary: false }]
 */
export function fitRequest(request: InferRequest, signature: ModelSignature): AnsweredOutput[] {
  checkInputs(request.inputs, signature);
  const wanted = request.outputs ?? signature.outputs.map(({ name }) => ({ name, binary: null }));
  return wanted.map(({ name, binary }, index) => {
    const pointer = request.outputs === null ? '' : `/outputs/${index}`;
    const output = signature.outputs.find((each) => each.name === name);
    if (!output)
      throw invalid(
        `${pointer}/name`,
        `the model has no output ${shownValue(name)}`,
        thereAre(signature.outputs),
      );
    const isBinary = binary ?? request.binaryOutputs;
    const datatype = datatypeOf(output.type);
    if (!isBinary && !factsOf(datatype).inJson)
      throw invalid(
        pointer,
        `the output ${shownValue(name)} is ${datatype}, which has no form in JSON`,
        'ask for it with "parameters": {"binary_data": true}',
      );
    return { name, binary: isBinary };
  });
}

function checkInputs(inputs: readonly InferTensor[], signature: ModelSignature): void {
  const sizes = new Map<string, { readonly size: number; readonly input: string }>();
  for (const [index, input] of inputs.entries()) {
    const pointer = `/inputs/${index}`;
    const wanted = signature.inputs.find(({ name }) => name === input.name);
    if (!wanted)
      throw invalid(
        `${pointer}/name`,
        `the model has no input ${shownValue(input.name)}`,
        thereAre(signature.inputs),
      );
    checkInput(input, wanted, pointer);
    for (const [axis, dimension] of wanted.shape.entries()) {
      if (typeof dimension !== 'string') continue;
      const size = input.shape[axis] ?? 0;
      const other = sizes.get(dimension) ?? { size, input: input.name };
      if (other.size !== size)
        throw invalid(
          `${pointer}/shape/${axis}`,
          `${size}, and ${shownValue(other.input)} has ${other.size}: the model calls both ${shownValue(dimension)}`,
        );
      sizes.set(dimension, other);
    }
  }
  refuseAny(
    signature.inputs
      .filter(({ name }) => !inputs.some((input) => input.name === name))
      .map(({ name }) => ({ pointer: '/inputs', detail: `the input ${shownValue(name)} is missing` })),
  );
}

function checkInput({ datatype, shape }: InferTensor, wanted: TensorSignature, pointer: string): void {
  const expected = datatypeOf(wanted.type);
  if (datatype !== expected)
    throw invalid(`${pointer}/datatype`, `the model takes ${expected}, received ${datatype}`);
  if (!shapeFits(shape, wanted.shape))
    throw invalid(
      `${pointer}/shape`,
      `the model takes ${shownShape(wanted.shape)}, received ${shownShape(shape)}`,
    );
}

const thereAre = (tensors: readonly TensorSignature[]): string =>
  `there are: ${listed(tensors.map(({ name }) => name))}`;
