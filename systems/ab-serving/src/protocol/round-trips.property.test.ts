import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datatypeNames, factsOf, type Datatype } from './datatypes.ts';
import type { InferTensor } from './infer-tensor.ts';
import { parseInferRequest } from './parse-infer-request.ts';
import { elementCount } from './shape.ts';
import { writeBinary } from './write-binary.ts';
import { writeInferResponse } from './write-infer-response.ts';

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

/** Any tensor of a datatype: numbers of any bits, text of any letters. */
const tensors = (datatype: Datatype): fc.Arbitrary<InferTensor> =>
  shapes.chain((shape) => {
    const count = elementCount(shape) ?? 0;
    const { bytes, allocate } = factsOf(datatype);
    if (bytes === null || allocate === null)
      return fc
        .array(fc.string({ unit: 'binary' }), { minLength: count, maxLength: count })
        .map((data): InferTensor => ({ name: 'x', datatype, shape, data }));
    return fc.uint8Array({ minLength: count * bytes, maxLength: count * bytes }).map((bits): InferTensor => {
      const data = allocate(count);
      new Uint8Array(data.buffer).set(datatype === 'BOOL' ? bits.map((bit) => bit & 1) : bits);
      return { name: 'x', datatype, shape, data };
    });
  });

const isFinite = ({ data }: InferTensor): boolean =>
  !(data instanceof Float32Array || data instanceof Float64Array) || data.every(Number.isFinite);

/** A tensor written as the only output of a response, and its JSON. */
function written(tensor: InferTensor, binary: boolean): { json: Record<string, unknown>; rest: Uint8Array } {
  const { body, headers } = writeInferResponse(
    { modelName: 'm', modelVersion: null, id: null, outputs: [tensor] },
    [{ name: 'x', binary }],
  );
  const length = Number(headers['Inference-Header-Content-Length'] ?? body.length);
  const text = Buffer.from(body.subarray(0, length)).toString();
  // An output is written as an input is, so what a server answers can be asked: without what only answers have.
  const inputs = text.replace('"model_name":"m","outputs"', '"inputs"');
  return { json: { text: inputs }, rest: body.subarray(length) };
}

const asked = ({ json, rest }: ReturnType<typeof written>, binary: boolean): InferTensor | undefined => {
  const head = Buffer.from(String(json['text']));
  return parseInferRequest(Buffer.concat([head, rest]), binary ? head.length : null).inputs[0];
};

/** Bit for bit: NaN is NaN of the same bits, −0 is not 0. */
const bitsOf = (tensor: InferTensor | undefined): unknown =>
  tensor && { ...tensor, data: Buffer.from(writeBinary(tensor)).toString('hex') };

describe.each(datatypeNames)('%s', (datatype) => {
  it('is the same after it has been binary data', () => {
    fc.assert(
      fc.property(tensors(datatype), (tensor) => {
        expect(bitsOf(asked(written(tensor, true), true))).toEqual(bitsOf(tensor));
      }),
    );
  });
});

describe.each(datatypeNames.filter((name) => factsOf(name).inJson))('%s', (datatype) => {
  it('is the same after it has been JSON', () => {
    fc.assert(
      fc.property(tensors(datatype).filter(isFinite), (tensor) => {
        expect(bitsOf(asked(written(tensor, false), false))).toEqual(bitsOf(tensor));
      }),
    );
  });

  it('is the same nested as flat', () => {
    fc.assert(
      fc.property(tensors(datatype).filter(isFinite), (tensor) => {
        const { json, rest } = written(tensor, false);
        const text = String(json['text']).replace(/"data":\[.*\]/s, (data) => {
          // What follows the data is three brackets: of the data, the input and the inputs.
          const flat = data.slice('"data":'.length, data.lastIndexOf('}'));
          return `"data":${nested(flat, tensor)}}]`;
        });
        expect(bitsOf(asked({ json: { text }, rest }, false))).toEqual(bitsOf(tensor));
      }),
    );
  });
});

/** The data of a tensor, nested as its shape is: each element as text of its own. */
function nested(flat: string, { data, shape }: InferTensor): string {
  if (shape.length < 2) return flat;
  const texts = ArrayBuffer.isView(data)
    ? flat.slice(1, -1).split(',')
    : (JSON.parse(flat) as string[]).map((text) => JSON.stringify(text));
  let at = 0;
  const part = ([size = 0, ...inner]: readonly number[]): string => {
    const parts = Array.from({ length: size }, () =>
      inner.length === 0 ? (texts[at++] ?? '') : part(inner),
    );
    return `[${parts.join(',')}]`;
  };
  return part(shape);
}
