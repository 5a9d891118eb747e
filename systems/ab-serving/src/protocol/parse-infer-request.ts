import { shortened, shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import { invalid } from '../errors/refusal.ts';
import { BinarySection } from './binary-section.ts';
import { datatypeNames, factsOf, isDatatype, type Datatype } from './datatypes.ts';
import { toElement } from './elements.ts';
import { parseExactJson } from './exact-json.ts';
import { allocate, checkCount, fillData } from './fill-data.ts';
import type { InferRequest, InferTensor, Parameters, WantedOutput } from './infer-tensor.ts';
import { arrayAt, objectAt, parametersOf, refuseOtherFields, type JsonObject } from './json-object.ts';
import { parseShape } from './shape.ts';

/**
 * An inference request of the Open Inference Protocol (`inference_rest.md`), with its binary tensor data extension. Nothing is
 * known of the model yet: see `fitRequest`.
 *
 * @param headerLength bytes of the body that are JSON, see `headerLengthOf`; `null` for all of them
 * @throws Refusal `json-invalid`, `inference-invalid` that points to what is wrong
 *
 * @example
 * const body = '{"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[[1,2.5]]}]}';
 * parseInferRequest(new TextEncoder().encode(body), null).inputs[0]?.data; // Float32Array [1, 2.5]
 */
export function parseInferRequest(body: Uint8Array, headerLength: number | null): InferRequest {
  const json = headerLength === null ? body : body.subarray(0, headerLength);
  const request = objectAt(parseExactJson(json), '');
  refuseOtherFields(request, ['id', 'parameters', 'inputs', 'outputs', 'model_name', 'model_version'], '');
  const parameters = parametersOf(request, '');
  const section = new BinarySection(headerLength === null ? null : body.subarray(headerLength));
  const inputs = arrayAt(request['inputs'], '/inputs', 'input tensors').map((input, index) =>
    parseTensor(objectAt(input, `/inputs/${index}`), `/inputs/${index}`, section),
  );
  section.refuseRest();
  refuseTwice(inputs, '/inputs');
  return {
    id: textAt(request, 'id'),
    parameters,
    inputs,
    outputs: parseOutputs(request['outputs']),
    binaryOutputs: booleanOf(parameters, 'binary_data_output', '') ?? false,
  };
}

function parseTensor(input: JsonObject, pointer: string, section: BinarySection): InferTensor {
  refuseOtherFields(input, ['name', 'datatype', 'shape', 'parameters', 'data'], pointer);
  const name = nameOf(input, pointer);
  const datatype = datatypeAt(input['datatype'], `${pointer}/datatype`);
  const shape = parseShape(input['shape'], `${pointer}/shape`);
  const parameters = parametersOf(input, pointer);
  refuseSharedMemory(parameters, pointer);
  const data = input['data'];
  const size = parameters['binary_data_size'];
  if (size === undefined)
    return { name, datatype, shape, data: parseData(datatype, shape, data, `${pointer}/data`) };
  const place = `${pointer}/parameters/binary_data_size`;
  if (data !== undefined) throw invalid(place, 'the data is here already: leave out one of the two');
  return { name, datatype, shape, data: section.take(size, { datatype, shape, pointer: place }) };
}

function parseData(
  datatype: Datatype,
  shape: readonly number[],
  data: unknown,
  pointer: string,
): InferTensor['data'] {
  if (!factsOf(datatype).inJson)
    throw invalid(
      pointer,
      `${datatype} has no form in JSON`,
      'send it as binary data, with binary_data_size, or as FP32',
    );
  const elements = allocate(datatype, checkCount(data, shape, pointer));
  fillData(elements, 0, data as unknown[], {
    datatype,
    shape,
    pointer,
    toElement: toElement(datatype),
  });
  return elements;
}

function datatypeAt(value: unknown, pointer: string): Datatype {
  if (isDatatype(value)) return value;
  throw invalid(
    pointer,
    typeof value === 'string' ? `no such datatype ${shownValue(value)}` : 'expected the name of a datatype',
    `there are: ${listed(datatypeNames, datatypeNames.length)}`,
  );
}

function parseOutputs(value: unknown): WantedOutput[] | null {
  if (value === undefined) return null;
  const outputs = arrayAt(value, '/outputs', 'wanted outputs').map((each, index): WantedOutput => {
    const pointer = `/outputs/${index}`;
    const output = objectAt(each, pointer);
    refuseOtherFields(output, ['name', 'parameters'], pointer);
    const parameters = parametersOf(output, pointer);
    refuseSharedMemory(parameters, pointer);
    if (parameters['classification'] !== undefined)
      throw invalid(`${pointer}/parameters/classification`, 'the classification extension is not offered');
    return { name: nameOf(output, pointer), binary: booleanOf(parameters, 'binary_data', pointer) };
  });
  refuseTwice(outputs, '/outputs');
  // Triton takes an empty list for none that is named.
  return outputs.length === 0 ? null : outputs;
}

function nameOf(tensor: JsonObject, pointer: string): string {
  const name = tensor['name'];
  if (typeof name === 'string' && name !== '') return name;
  throw invalid(`${pointer}/name`, 'expected the name of a tensor');
}

function textAt(request: JsonObject, field: string): string | null {
  const value = request[field];
  if (value === undefined || typeof value === 'string') return value ?? null;
  throw invalid(`/${field}`, 'expected text');
}

function booleanOf(parameters: Parameters, name: string, pointer: string): boolean | null {
  const value = parameters[name];
  if (value === undefined || typeof value === 'boolean') return value ?? null;
  throw invalid(`${pointer}/parameters/${name}`, `expected true or false, received ${shownValue(value)}`);
}

function refuseSharedMemory(parameters: Parameters, pointer: string): void {
  const name = Object.keys(parameters).find((each) => each.startsWith('shared_memory_'));
  if (name !== undefined)
    throw invalid(`${pointer}/parameters/${shortened(name)}`, 'shared memory is not offered');
}

function refuseTwice(tensors: readonly { readonly name: string }[], pointer: string): void {
  const seen = new Set<string>();
  for (const [index, { name }] of tensors.entries()) {
    if (seen.has(name)) throw invalid(`${pointer}/${index}/name`, `${shownValue(name)} is there twice`);
    seen.add(name);
  }
}
