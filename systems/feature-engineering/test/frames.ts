import { frameOf, type Column, type Frame } from '../src/frame/frame.ts';

/** A column of numbers; NaN is missing. */
export const numbers = (name: string, ...values: number[]): Column => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
});

/** A column of text; null is missing. */
export const words = (name: string, ...values: (string | null)[]): Column => ({ name, type: 'text', values });

/** One row of a frame as a frame. */
export const rowOf = ({ columns }: Frame, row: number): Frame =>
  frameOf(
    columns.map((column) =>
      column.type === 'number'
        ? { ...column, values: column.values.slice(row, row + 1) }
        : { ...column, values: column.values.slice(row, row + 1) },
    ),
  );

/** The columns of a tensor `[rows, columns]`. */
export function columnsOf({ shape: [, width = 0], data }: TensorOfNumbers): number[][] {
  const values = Array.from(data as Float64Array);
  return Array.from({ length: width }, (_, at) => values.filter((__, place) => place % width === at));
}

interface TensorOfNumbers {
  shape: readonly number[];
  data: unknown;
}
