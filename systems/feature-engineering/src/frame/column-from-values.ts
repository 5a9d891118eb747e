import { FeaturesError } from '../features-error.ts';
import type { Column } from './frame.ts';

/**
 * A column of the values that other libraries hold: numbers, whole ones also as `bigint`, and true and false as 1 and 0, or text;
 * a date is text in ISO 8601. `null` and `undefined` are missing. A column without any value is numbers.
 *
 * @param type what it is to be; found from its values where that is not given
 * @throws FeaturesError `value-invalid` naming row and column: a whole number beyond 2^53, a list or a record, text among numbers
 */
export function columnFromValues(
  name: string,
  values: ArrayLike<unknown>,
  type: Column['type'] | undefined = typeIn(values),
): Column {
  if (values instanceof Float64Array && type === 'number') return { name, type, values };
  const { length } = values;
  if (type === 'number') {
    const numbers = new Float64Array(length);
    for (let row = 0; row < length; row++) numbers[row] = numberOfValue(values[row], name, row);
    return { name, type, values: numbers };
  }
  return { name, type, values: Array.from({ length }, (_, row) => textOfValue(values[row], name, row)) };
}

/** Text as soon as one value is. */
function typeIn(values: ArrayLike<unknown>): Column['type'] {
  if (ArrayBuffer.isView(values)) return 'number';
  for (let row = 0; row < values.length; row++)
    if (typeof values[row] === 'string' || values[row] instanceof Date) return 'text';
  return 'number';
}

function numberOfValue(value: unknown, column: string, row: number): number {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return exact(value, column, row);
  throw wrong(value, 'a number', column, row);
}

/**
 * A whole number in double precision.
 *
 * @throws FeaturesError `value-invalid` for one beyond 2^53, which would be another
 */
export function exact(value: bigint | number, column: string, row: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new FeaturesError('value-invalid', `${value} is beyond the whole numbers that are exact`, {
    column,
    row: row + 1,
    hint: 'give the column as text, or leave it out',
  });
}

function textOfValue(value: unknown, column: string, row: number): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  // Numbers in a column that is asked for as text.
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  throw wrong(value, 'text', column, row);
}

function wrong(value: unknown, wanted: string, column: string, row: number): FeaturesError {
  const shown =
    typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : 'a list, a record or the like';
  return new FeaturesError('value-invalid', `${shown} where ${wanted} is needed`, { column, row: row + 1 });
}
