import type { TensorNumbers } from '@modelfolio/inference';
import { invalid } from '../errors/refusal.ts';
import { factsOf, type Datatype } from './datatypes.ts';
import { elementFault, type ToElement } from './elements.ts';
import { elementCount, shownShape } from './shape.ts';

/** Where elements go. */
export type Elements = TensorNumbers | string[];

/** Room for so many elements. */
export const allocate = (datatype: Datatype, count: number): Elements =>
  factsOf(datatype).allocate?.(count) ?? Array.from<string>({ length: count });

interface Filling {
  readonly datatype: Datatype;
  readonly toElement: ToElement;
  /** Dimensions of the data. */
  readonly shape: readonly number[];
  /** JSON Pointer to the data. */
  readonly pointer: string;
}

/**
 * Refuses data with another number of elements than its shape has, before there is memory for them: a shape costs its sender
 * nothing.
 *
 * @throws Refusal `inference-invalid`
 */
export function checkCount(data: unknown, shape: readonly number[], pointer: string): number {
  if (!Array.isArray(data)) throw invalid(pointer, 'expected an array of elements');
  const told = elementCount(shape);
  const came = isNested(data, shape) ? leavesOf(data) : data.length;
  if (told === null || told !== came)
    throw invalid(
      pointer,
      `the shape ${shownShape(shape)} has ${told ?? 'too many'} elements, the data ${came}`,
    );
  return told;
}

/** Whether data is nested as its shape is, rather than flat. */
const isNested = (data: readonly unknown[], shape: readonly number[]): boolean =>
  shape.length > 1 && Array.isArray(data[0]);

const leavesOf = (data: readonly unknown[]): number => {
  if (!Array.isArray(data[0])) return data.length;
  let leaves = 0;
  for (const part of data) leaves += Array.isArray(part) ? leavesOf(part) : 1;
  return leaves;
};

/**
 * Puts data, nested or flat, into the elements from an offset on, in row-major order.
 *
 * @throws Refusal `inference-invalid` that points to an element that is none, or to a part of another length than the shape has
 */
export function fillData(
  elements: Elements,
  offset: number,
  data: readonly unknown[],
  filling: Filling,
): void {
  const { shape, pointer } = filling;
  if (!isNested(data, shape)) {
    fillRun(elements, offset, data, filling, pointer);
    return;
  }
  let at = offset;
  const fill = (part: readonly unknown[], level: number, path: string): void => {
    if (part.length !== shape[level])
      throw invalid(
        path,
        `${part.length} elements, and the shape ${shownShape(shape)} has ${shape[level]} here`,
      );
    if (level === shape.length - 1) {
      fillRun(elements, at, part, filling, path);
      at += part.length;
      return;
    }
    for (let index = 0; index < part.length; index++) {
      const inner: unknown = part[index];
      if (!Array.isArray(inner))
        throw invalid(
          `${path}/${index}`,
          `expected an array of ${shape[level + 1]}, as the shape ${shownShape(shape)} has it`,
        );
      fill(inner, level + 1, `${path}/${index}`);
    }
  };
  fill(data, 0, pointer);
}

function fillRun(
  elements: Elements,
  offset: number,
  run: readonly unknown[],
  { toElement, datatype }: Filling,
  path: string,
): void {
  const target = elements as (number | bigint | string)[];
  for (let index = 0; index < run.length; index++) {
    const element = toElement(run[index]);
    if (element === null) throw invalid(`${path}/${index}`, elementFault(datatype, run[index]));
    target[offset + index] = element;
  }
}
