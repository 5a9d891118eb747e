import { tableOf, type Cell, type Table } from '@modelfolio/inference';
import type { ModelManifest, TensorSignature } from '@modelfolio/schemas';

/** The one input of a model that takes no table, with the shape of one row; what the graph leaves open counts as 1. */
export function rawInput({ inputs, input }: Pick<ModelManifest, 'inputs' | 'input'>): {
  signature: TensorSignature;
  shape: number[];
  size: number;
} | null {
  if (input.kind === 'tabular') return null;
  const signature = inputs.find(({ name }) => name === input.input);
  if (!signature) return null;
  const shape = signature.shape.slice(1).map((size) => (typeof size === 'number' ? size : 1));
  return { signature, shape, size: shape.reduce((product, size) => product * size, 1) };
}

/**
 * Numbers written as JSON (nested or not) or separated by commas, spaces and line ends.
 *
 * @returns the numbers, or one line on what is wrong with them
 */
export function parseNumbers(text: string, size: number): { numbers: number[] } | { reason: string } {
  const trimmed = text.trim();
  const found: unknown[] | string = trimmed.startsWith('[')
    ? nested(trimmed)
    : trimmed.split(/[\s,;]+/).filter(Boolean);
  if (typeof found === 'string') return { reason: found };
  const numbers = found.map(Number);
  const wrong = found.findIndex(
    (value, index) => !['string', 'number'].includes(typeof value) || !Number.isFinite(numbers[index]),
  );
  if (wrong >= 0)
    return { reason: `value ${wrong + 1} is ${JSON.stringify(found[wrong])}, expected a number` };
  if (numbers.length !== size) return { reason: `${numbers.length} numbers, expected ${size}` };
  return { numbers };
}

function nested(text: string): unknown[] | string {
  try {
    return (JSON.parse(text) as unknown[]).flat(Infinity) as unknown[];
  } catch (error) {
    return `no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** One row for an input that takes numbers or text, as a table. */
export function rawTable(
  signature: TensorSignature,
  shape: readonly number[],
  values: number[] | string,
): Table {
  const { name, type } = signature;
  if (typeof values === 'string' || shape.length === 0) {
    const cell: Cell = typeof values === 'string' ? values : (values[0] ?? null);
    return tableOf('the form', new Map([[name, [cell]]]), 1);
  }
  const bytes = type === 'uint8' ? Uint8Array.from(values) : values;
  return tableOf('the form', new Map(), 1, null, new Map([[name, { shape, values: bytes }]]));
}
