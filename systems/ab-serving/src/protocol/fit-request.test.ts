import { describe, expect, it } from 'vitest';
import { jsonBytes, refusalOf } from '../../test/refusal-of.ts';
import type { ModelSignature } from '../signature.ts';
import { fitRequest, type AnsweredOutput } from './fit-request.ts';
import { modelMetadata } from './model-metadata.ts';
import { parseInferRequest } from './parse-infer-request.ts';

const signature: ModelSignature = {
  inputs: [
    { name: 'age', type: 'float32', shape: ['N', 1] },
    { name: 'sex', type: 'string', shape: ['N', 1] },
  ],
  outputs: [
    { name: 'label', type: 'int64', shape: ['N'] },
    { name: 'half', type: 'float16', shape: [null] },
  ],
};
const age = { name: 'age', datatype: 'FP32', shape: [2, 1], data: [39, 50] };
const sex = { name: 'sex', datatype: 'BYTES', shape: [2, 1], data: ['Male', 'Female'] };
const label = { name: 'label' };
const fitted = (request: object): AnsweredOutput[] =>
  fitRequest(parseInferRequest(jsonBytes(request), null), signature);

describe('fitRequest', () => {
  it('tells which outputs to answer, and how', () => {
    expect(fitted({ inputs: [sex, age], outputs: [label] })).toEqual([{ name: 'label', binary: false }]);
    expect(fitted({ inputs: [age, sex], parameters: { binary_data_output: true } })).toEqual([
      { name: 'label', binary: true },
      { name: 'half', binary: true },
    ]);
    const outputs = [{ name: 'half' }, { ...label, parameters: { binary_data: false } }];
    expect(fitted({ inputs: [age, sex], outputs, parameters: { binary_data_output: true } })).toEqual([
      { name: 'half', binary: true },
      { name: 'label', binary: false },
    ]);
  });

  it.each([
    [
      'an unknown input',
      { inputs: [age, sex, { ...age, name: 'agee' }] },
      '/inputs/2/name: the model has no input "agee" (there are: age, sex)',
    ],
    ['a missing input', { inputs: [age] }, '/inputs: the input "sex" is missing'],
    ['missing inputs', { inputs: [] }, '/inputs: the input "age" is missing; 1 more'],
    [
      'another datatype',
      { inputs: [{ ...age, datatype: 'FP64' }, sex] },
      '/inputs/0/datatype: the model takes FP32, received FP64',
    ],
    [
      'another shape',
      { inputs: [{ ...age, shape: [1, 2] }, sex] },
      '/inputs/0/shape: the model takes [-1, 1], received [1, 2]',
    ],
    [
      'inputs that disagree',
      { inputs: [age, { ...sex, shape: [1, 1], data: [['Male']] }] },
      '/inputs/1/shape/0: 1, and "age" has 2: the model calls both "N"',
    ],
    [
      'an unknown output',
      { inputs: [age, sex], outputs: [label, { name: 'p' }] },
      '/outputs/1/name: the model has no output "p" (there are: label, half)',
    ],
    [
      'half precision in JSON',
      { inputs: [age, sex], outputs: [{ name: 'half' }] },
      '/outputs/0: the output "half" is FP16, which has no form in JSON (ask for it with "parameters": {"binary_data": true})',
    ],
    [
      'half precision in JSON that nobody named',
      { inputs: [age, sex] },
      'the output "half" is FP16, which has no form in JSON (ask for it with "parameters": {"binary_data": true})',
    ],
  ])('refuses %s', (_, request, message) => {
    expect(refusalOf(() => fitted(request)).message).toBe(message);
  });
});

describe('modelMetadata', () => {
  it('writes −1 for what is free', () => {
    expect(modelMetadata('census', ['1', '2'], signature)).toEqual({
      name: 'census',
      versions: ['1', '2'],
      platform: 'onnx_onnxv1',
      inputs: [
        { name: 'age', datatype: 'FP32', shape: [-1, 1] },
        { name: 'sex', datatype: 'BYTES', shape: [-1, 1] },
      ],
      outputs: [
        { name: 'label', datatype: 'INT64', shape: [-1] },
        { name: 'half', datatype: 'FP16', shape: [-1] },
      ],
    });
  });
});
