import { Refusal } from '../errors/refusal.ts';
import type { ModelSignature } from '../signature.ts';
import { datatypeOf, factsOf } from './datatypes.ts';
import type { InferRequest, InferTensor } from './infer-tensor.ts';
import { decodeText, readBinary } from './read-binary.ts';
import { shownShape } from './shape.ts';

/**
 * A body that is one input's elements and nothing else (`Inference-Header-Content-Length: 0`). Its shape is the model's; one
 * free dimension is told by the number of bytes. BYTES are one element without a length before it. Outputs are answered as
 * binary data.
 *
 * @throws Refusal `inference-invalid`: a model of several inputs, several free dimensions, bytes that fill no whole row
 */
export function rawInferRequest(body: Uint8Array, { inputs }: ModelSignature): InferRequest {
  const [input] = inputs;
  if (!input || inputs.length > 1)
    throw new Refusal(
      'inference-invalid',
      `a body of raw data needs a model with one input, this one has ${inputs.length}`,
    );
  const datatype = datatypeOf(input.type);
  const elements = elementsOf(factsOf(datatype).bytes, body.length);
  const fixed = input.shape.filter((size) => typeof size === 'number');
  const perFree = fixed.reduce((product, size) => product * size, 1);
  const free = input.shape.length - fixed.length;
  if (free > 1 && datatype !== 'BYTES')
    throw new Refusal(
      'inference-invalid',
      `the shape ${shownShape(input.shape)} has ${free} free dimensions: raw data does not tell them apart`,
    );
  const size = datatype === 'BYTES' ? 1 : perFree === 0 ? 0 : elements / perFree;
  if (!Number.isInteger(size) || (datatype === 'BYTES' && perFree !== 1))
    throw new Refusal(
      'inference-invalid',
      `the model takes ${datatype} of shape ${shownShape(input.shape)}: ${body.length} bytes of raw data do not fill it`,
    );
  const shape = input.shape.map((dimension) => (typeof dimension === 'number' ? dimension : size));
  const data: InferTensor['data'] =
    datatype === 'BYTES' ? [decodeText(body, 0, '')] : readBinary(datatype, shape, body, '');
  return {
    id: null,
    parameters: {},
    inputs: [{ name: input.name, datatype, shape, data }],
    outputs: null,
    binaryOutputs: true,
  };
}

const elementsOf = (bytes: number | null, length: number): number => (bytes === null ? 1 : length / bytes);
