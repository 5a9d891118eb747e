import fc from 'fast-check';
import { frameOf, type Column, type Frame } from '../frame/frame.ts';

export const numbers = (name: string, values: readonly number[]): Column => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
});
export const words = (name: string, values: readonly (string | null)[]): Column => ({
  name,
  type: 'text',
  values,
});

/** Values in columns that are alike, constant, without any value, with infinities and with huge numbers. */
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, 2, -3, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, 0.1),
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
);
const ordinary = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const text = fc.option(fc.oneof(fc.constantFrom('', 'a', 'b', 'cook', '\u{1F600}', '\uFFFD'), fc.string()));

const arrays = (rows: number): fc.Arbitrary<readonly number[] | readonly (string | null)[]> => {
  const size = { minLength: rows, maxLength: rows };
  return fc.oneof(
    fc.array(number, size),
    fc.array(ordinary, size),
    fc.array(fc.constantFrom(1, 2, 3), size),
    number.map((value) => Array<number>(rows).fill(value)),
    fc.array(text, size),
    fc.array(fc.constantFrom('a', 'b', null), size),
    text.map((value) => Array<string | null>(rows).fill(value)),
  );
};

const columnNamed = (name: string, values: readonly number[] | readonly (string | null)[]): Column =>
  typeof values[0] === 'number'
    ? numbers(name, values as number[])
    : words(name, values as (string | null)[]);

/** Frames of any columns, of no rows too. */
export const anyFrame: fc.Arbitrary<Frame> = fc
  .tuple(
    fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 60 })),
    fc.uniqueArray(fc.oneof(fc.constantFrom('age', '1', 'a/b~c', 'constructor'), fc.string()), {
      maxLength: 4,
    }),
  )
  .chain(([rows, names]) =>
    fc
      .tuple(
        ...names
          .filter((name) => name !== '__proto__')
          .map((name) => arrays(rows).map((values) => columnNamed(name, values))),
      )
      .map((columns) => frameOf(columns, rows)),
  );

/** Some rows of a frame. */
export const rowsOf = ({ columns }: Frame, from: number, to: number): Frame =>
  frameOf(
    columns.map((column) =>
      column.type === 'number'
        ? { ...column, values: column.values.slice(from, to) }
        : { ...column, values: column.values.slice(from, to) },
    ),
    to - from,
  );

/** A frame cut into batches at random rows, some of them empty. */
export const inBatches = (frame: Frame): fc.Arbitrary<Frame[]> =>
  fc.array(fc.nat({ max: frame.rows }), { maxLength: 5 }).map((cuts) => {
    const ends = [0, ...cuts.sort((one, other) => one - other), frame.rows];
    return ends.slice(1).map((end, at) => rowsOf(frame, ends[at] as number, end));
  });
