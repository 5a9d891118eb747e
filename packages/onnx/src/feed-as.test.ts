import { numbersOf, tensorOf, type Tensor } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import { describe, expect, it } from 'vitest';
import { DataType, modelOf, node, tensorValue } from '../test/graphs.ts';
import { feedAs, type FedAs } from './feed-as.ts';
import { decodeOnnx, encodeOnnx } from './model-proto.ts';
import { readOnnxModel } from './onnx-model.ts';

const { FLOAT, DOUBLE, FLOAT16, INT64 } = DataType;

/** Gives its input back in one line, so that a test sees in which order it came. */
const lines = (shape: readonly (number | string)[], type: number = FLOAT): Uint8Array =>
  modelOf({
    node: [node('Flatten', ['x'], ['y'])],
    input: [tensorValue('x', type, shape)],
    output: [tensorValue('y', type, [null, null])],
  });
const bytesLast: FedAs = {
  type: 'uint8',
  shape: [1, 2, 3],
  transpose: [2, 0, 1],
  scale: { times: 1, by: 255 },
};

function fed(bytes: Uint8Array, words: FedAs): { bytes: Uint8Array; change: string } {
  const model = decodeOnnx(bytes, 'm.onnx');
  const change = feedAs(model, words, 'm.onnx');
  return { bytes: encodeOnnx(model), change };
}

async function run(bytes: Uint8Array, x: Tensor): Promise<number[]> {
  const session = await openSession(bytes);
  try {
    const { y } = await session.run({ x });
    return y ? [...numbersOf(y)] : [];
  } finally {
    await session.close();
  }
}

describe('data that is meant otherwise', () => {
  it('goes in as bytes with channels last, and comes out divided with channels first', async () => {
    const { bytes, change } = fed(lines(['N', 3, 1, 2]), bytesLast);
    expect(change).toBe(
      'input x takes the data, uint8 [N, 1, 2, 3]: axes turned by 2, 0, 1, cast, divided by 255',
    );
    expect(readOnnxModel(bytes, 'm.onnx').inputs).toEqual([
      { name: 'x', type: 'uint8', shape: ['N', 1, 2, 3] },
    ]);
    // Two pixels of red, green and blue: the channels come one after another.
    const found = await run(bytes, tensorOf('uint8', [255, 0, 51, 102, 153, 204], [1, 1, 2, 3]));
    const expected = [255, 102, 0, 153, 51, 204].map((value) => Math.fround(value / 255));
    expect(found).toEqual(expected);
  });

  it.each([
    [FLOAT, { times: 2, by: 1 }, [2, 6], 'cast, multiplied by 2'],
    [DOUBLE, { times: 1, by: 3 }, [1 / 3, 1], 'cast, divided by 3'],
    [FLOAT16, { times: 3, by: 2 }, [1.5, 4.5], 'cast, multiplied by 3, divided by 2'],
    [FLOAT, { times: 1, by: 1 }, [1, 3], 'cast'],
  ] as const)('is scaled in the type of the model (%i by %j)', async (type, scale, expected, said) => {
    const words: FedAs = { type: 'int16', shape: [2], transpose: null, scale };
    const { bytes, change } = fed(lines(['N', 2], type), words);
    expect(change).toBe(`input x takes the data, int16 [N, 2]: ${said}`);
    expect(await run(bytes, tensorOf('int16', [1, 3], [1, 2]))).toEqual(expected);
  });

  it('goes in as it is where that is said, and the change tells', async () => {
    const words: FedAs = { type: 'float32', shape: [2], transpose: null, scale: { times: 1, by: 1 } };
    const { bytes, change } = fed(lines(['N', 2]), words);
    expect(change).toBe('input x takes the data, float32 [N, 2]: as it is');
    expect(await run(bytes, tensorOf('float32', [7, 8], [1, 2]))).toEqual([7, 8]);
  });

  it('is turned alone, and reaches every node that took it', async () => {
    const bytes = modelOf({
      node: [node('Add', ['x', 'x'], ['s']), node('Flatten', ['s'], ['y'])],
      input: [tensorValue('x', FLOAT, ['N', 2, 1])],
      output: [tensorValue('y', FLOAT, [null, null])],
    });
    const words: FedAs = { type: 'float32', shape: [1, 2], transpose: [1, 0], scale: null };
    expect(await run(fed(bytes, words).bytes, tensorOf('float32', [1, 2], [1, 1, 2]))).toEqual([2, 4]);
  });

  it('keeps the type of the model where only axes are turned', () => {
    const words: FedAs = { type: 'uint8', shape: [1, 2, 3], transpose: [2, 0, 1], scale: null };
    const { inputs } = readOnnxModel(fed(lines(['N', 3, 1, 2]), words).bytes, 'm.onnx');
    expect(inputs[0]).toMatchObject({ type: 'float32', shape: ['N', 1, 2, 3] });
  });

  it('takes no name that is used already', async () => {
    const bytes = modelOf({
      node: [
        node('Identity', ['x'], ['x_as_taken']),
        node('Add', ['x_as_taken', 'x'], ['x_Div']),
        node('Flatten', ['x_Div'], ['y']),
      ],
      input: [tensorValue('x', FLOAT, ['N', 2])],
      output: [tensorValue('y', FLOAT, [null, null])],
    });
    const words: FedAs = { type: 'uint8', shape: [2], transpose: null, scale: { times: 1, by: 2 } };
    expect(await run(fed(bytes, words).bytes, tensorOf('uint8', [4, 6], [1, 2]))).toEqual([4, 6]);
  });

  it.each([
    [
      lines(['N', 3, 1, 2]),
      { ...bytesLast, transpose: [0, 1] },
      'm.onnx: --transpose 0,1 are not the axes of rows [1, 2, 3] (name each of 0, 1, 2 once)',
    ],
    [lines(['N', 3, 1, 2]), { ...bytesLast, transpose: [2, 2, 1] }, 'are not the axes of rows [1, 2, 3]'],
    [
      lines(['N', 3, 1, 2]),
      { ...bytesLast, transpose: null },
      'm.onnx: rows [1, 2, 3] do not fit input `x` [3, 1, 2] (say another --transpose',
    ],
    [
      lines(['N', 3, 1, 2]),
      { ...bytesLast, transpose: [1, 0, 2] },
      'rows [1, 2, 3] turned to [2, 1, 3] do not fit input `x` [3, 1, 2]',
    ],
    [lines(['N', 6]), { ...bytesLast, transpose: null }, 'do not fit input `x` [6]'],
    [
      lines(['N', 3, 1, 2], INT64),
      bytesLast,
      'm.onnx: --scale: input `x` takes no fractions (leave --scale out)',
    ],
    [
      modelOf({
        node: [node('Add', ['x', 'z'], ['y'])],
        input: [tensorValue('x', FLOAT, ['N', 2]), tensorValue('z', FLOAT, ['N', 2])],
        output: [tensorValue('y', FLOAT, ['N', 2])],
      }),
      bytesLast,
      'm.onnx: 2 inputs: --transpose and --scale are for a model with one tensor',
    ],
  ] as [Uint8Array, FedAs, string][])('is refused where it cannot be meant so (%#)', (bytes, words, line) => {
    expect(() => fed(bytes, words)).toThrow(line);
  });

  it('keeps sizes that the graph leaves open', () => {
    const { bytes } = fed(lines(['N', 'C', 'H', 'W']), bytesLast);
    expect(readOnnxModel(bytes, 'm.onnx').inputs[0]?.shape).toEqual(['N', 1, 2, 3]);
  });
});
