import type { TensorSignature } from '@modelfolio/schemas';
import type { TensorType } from './tensor.ts';

/** The part of an array that belongs to one row, as a file has it. */
export interface RowPart {
  /** Element type in the file; `null` where the numbers were made for the input, in row-major order. */
  readonly type: TensorType | null;
  /** e.g. `[28, 28]`. */
  readonly shape: readonly number[];
}

/** How a row's part goes into an input, or what speaks against it. */
export type ArrayFit =
  /** Shape of one row as it goes in. */
  | { readonly fits: true; readonly shape: readonly number[] }
  /** What is said of it, and how the data could be meant. */
  | { readonly fits: false; readonly reason: string; readonly hint: string | undefined };

/**
 * Whether a row's part of an array is what an input takes: the same dimensions, and an element type whose numbers mean the
 * same. Nothing is turned or scaled: axes in another order would be read as other pixels, bytes from 0 to 255 as values from
 * 0 to 1. Dimensions of 1 may come or go, and values in one line may fill rows and columns (or the other way), since their
 * order is the same; with channels beside, it could be either of two.
 *
 * @example
 * arrayFit({ type: 'uint8', shape: [32, 32, 3] }, { name: 'x', type: 'float32', shape: ['N', 3, 32, 32] }).fits; // false
 */
export function arrayFit(part: RowPart, input: TensorSignature): ArrayFit {
  const wanted = input.shape.slice(1).map((size) => (typeof size === 'number' ? size : null));
  const shape = part.type === null ? madeShape(part.shape, wanted) : filledShape(part.shape, wanted);
  const typed = part.type === null || sameMeaning(part.type, input.type, wanted.length);
  if (shape && typed) return { fits: true, shape };
  const sizes = `[${part.shape.join(', ')}]`;
  const takes = `[${wanted.map((size) => size ?? '?').join(', ')}]`;
  return {
    fits: false,
    reason: typed
      ? `rows are ${sizes}, input ${input.name} takes ${takes}`
      : `rows are ${part.type} ${sizes}, input ${input.name} takes ${input.type} ${takes}`,
    hint: hintFor(
      shape === null ? orderOf(part.shape, wanted) : null,
      shape !== null,
      typed,
      part.type,
      product(part.shape) === product(wanted.map((size) => size ?? 0)),
    ),
  };
}

function hintFor(
  order: readonly number[] | null,
  shaped: boolean,
  typed: boolean,
  type: TensorType | null,
  sameCount: boolean,
): string | undefined {
  if (!shaped && !order) return sameCount ? 'save the rows in the shape that the input takes' : undefined;
  const axes = order && `--transpose ${order.join(',')} to turn the axes`;
  const top = type === 'uint8' ? ' from 0 to 255' : '';
  const scale = typed
    ? null
    : type === 'string'
      ? null
      : `--scale 1/255 where the model takes 0 to 1, --scale 1 where it takes the numbers${top} as they are`;
  const ways = [axes, scale].filter((way) => way !== null);
  if (ways.length === 0) return undefined;
  return `modelfolio add writes into the graph how the data is meant: ${ways.join(', and ')}`;
}

/** A fraction may be rounded and a whole number kept; bytes or rows of whole numbers are pixels until somebody says more. */
function sameMeaning(given: TensorType, taken: TensorType, rank: number): boolean {
  if (given === taken) return true;
  if (given === 'string' || taken === 'string') return false;
  if (!taken.startsWith('float') || given.startsWith('float') || given === 'bool') return true;
  return given !== 'uint8' && rank < 2;
}

/** Numbers made for an input are in its order. */
function madeShape(given: readonly number[], wanted: readonly (number | null)[]): readonly number[] | null {
  const known = wanted.filter((size) => size !== null);
  if (known.length === wanted.length) return product(known) === product(given) ? known : null;
  return filledShape(given, wanted);
}

function filledShape(given: readonly number[], wanted: readonly (number | null)[]): readonly number[] | null {
  if (given.length === wanted.length && wanted.every((size, axis) => size === null || size === given[axis]))
    return given;
  const [long, open] = [given.filter((size) => size !== 1), wanted.filter((size) => size !== 1)];
  if (long.length === open.length && open.every((size, axis) => size === null || size === long[axis])) {
    let next = 0;
    return wanted.map((size) => (size === 1 ? 1 : (long[next++] ?? 1)));
  }
  const known = wanted.filter((size) => size !== null);
  const oneLine = long.length <= 1 || open.length <= 1;
  const inOrder = oneLine && long.length <= 2 && open.length <= 2;
  return known.length === wanted.length && inOrder && product(known) === product(given) ? known : null;
}

/** The axes of one row in the order in which the input takes them; `null` where no order fits. */
function orderOf(given: readonly number[], wanted: readonly (number | null)[]): readonly number[] | null {
  if (given.length !== wanted.length || given.length > 4) return null;
  const fitting = orders(given.map((_, axis) => axis)).filter((order) =>
    wanted.every((size, axis) => size === null || size === given[order[axis] ?? 0]),
  );
  // Channels move from one end to the other; height and width keep their order.
  const usual = fitting.find((order) => ['2,0,1', '1,2,0'].includes(order.join()));
  return usual ?? fitting[0] ?? null;
}

function orders(axes: readonly number[]): number[][] {
  if (axes.length <= 1) return [[...axes]];
  return axes.flatMap((axis, place) => orders(axes.toSpliced(place, 1)).map((rest) => [axis, ...rest]));
}

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);
