import { shownValue } from '@modelfolio/failures';
import { Refusal } from '../errors/refusal.ts';
import { factsOf } from './datatypes.ts';
import { elementTexts } from './element-texts.ts';
import type { AnsweredOutput } from './fit-request.ts';
import { headerLengthName } from './header-length.ts';
import type { InferTensor, Parameters } from './infer-tensor.ts';
import { writeBinary } from './write-binary.ts';

/** What a model has answered. */
export interface InferResponse {
  readonly modelName: string;
  readonly modelVersion: string | null;
  /** As the request has it. */
  readonly id: string | null;
  readonly parameters?: Parameters;
  readonly outputs: readonly InferTensor[];
}

/** A body, and the headers that say how to read it. */
export interface WrittenResponse {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const inBinary = 'ask for it with "parameters": {"binary_data": true}';

/**
 * An inference response, as JSON or with binary data after it.
 *
 * @param answered what `fitRequest` found to be wanted
 * @throws Refusal `result-not-finite` for NaN or an infinity that is to be written as JSON
 *
 * @example
 * writeInferResponse({ modelName: 'm', modelVersion: null, id: '7', outputs: [tensor] }, answered);
 */
export function writeInferResponse(
  { modelName, modelVersion, id, parameters, outputs }: InferResponse,
  answered: readonly AnsweredOutput[],
): WrittenResponse {
  const sections: Uint8Array[] = [];
  const texts = answered.map(({ name, binary }) => {
    const tensor = outputs.find((output) => output.name === name);
    if (!tensor) throw new TypeError(`the model has not answered ${name}`);
    const { datatype, shape } = tensor;
    const head = `"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":${JSON.stringify(shape)}`;
    if (!binary) return `{${head},"data":[${dataTexts(tensor).join(',')}]}`;
    const bytes = writeBinary(tensor);
    sections.push(bytes);
    return `{${head},"parameters":{"binary_data_size":${bytes.length}}}`;
  });
  const head = JSON.stringify({
    model_name: modelName,
    ...(modelVersion !== null && { model_version: modelVersion }),
    ...(id !== null && { id }),
    ...(parameters && { parameters }),
  });
  const json = Buffer.from(`${head.slice(0, -1)},"outputs":[${texts.join(',')}]}`);
  if (!answered.some(({ binary }) => binary))
    return { body: json, headers: { 'Content-Type': 'application/json' } };
  return {
    body: Buffer.concat([json, ...sections]),
    headers: { 'Content-Type': 'application/octet-stream', [headerLengthName]: String(json.length) },
  };
}

function dataTexts(tensor: InferTensor): string[] {
  if (factsOf(tensor.datatype).inJson) return elementTexts(tensor, inBinary);
  throw new Refusal(
    'inference-invalid',
    `the output ${shownValue(tensor.name)} is ${tensor.datatype}, which has no form in JSON`,
    { hint: inBinary },
  );
}
