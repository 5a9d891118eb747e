import type { Tensor } from '@modelfolio/inference';
import type { Frame } from '../frame/frame.ts';

/** Columns as a graph of `toOnnx` takes them, each as `[N, 1]`: a missing text is the empty one. */
export function graphFeeds({ columns, rows }: Frame): Record<string, Tensor> {
  return Object.fromEntries(
    columns.map((column): [string, Tensor] => [
      column.name,
      column.type === 'number'
        ? { type: 'float64', data: column.values, shape: [rows, 1] }
        : { type: 'string', data: column.values.map((value) => value ?? ''), shape: [rows, 1] },
    ]),
  );
}
