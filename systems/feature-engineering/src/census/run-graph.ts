import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Frame } from '../frame/frame.ts';

/**
 * Probability of the second class for each row, by ONNX Runtime as anybody else would run it.
 *
 * @param model takes each column as `[N, 1]` and gives `probabilities` `[N, 2]`
 */
export async function probabilitiesOfGraph(
  model: Uint8Array,
  { columns, rows }: Frame,
): Promise<Float64Array> {
  const session = await InferenceSession.create(model);
  const feeds = columns.map(
    (column) =>
      [
        column.name,
        column.type === 'number'
          ? new Tensor('float64', column.values, [rows, 1])
          : new Tensor(
              'string',
              column.values.map((value) => value ?? ''),
              [rows, 1],
            ),
      ] as const,
  );
  const { probabilities } = await session.run(Object.fromEntries(feeds));
  await session.release();
  const values = probabilities?.data as Float64Array | Float32Array;
  return Float64Array.from({ length: rows }, (_, row) => values[row * 2 + 1] as number);
}
