import type { Place } from '@modelfolio/failures';
import { FeaturesError } from '../src/features-error.ts';
import { frameOf, type Column, type Frame } from '../src/frame/frame.ts';

/** The columns in the publisher's order. */
export const censusColumns = [
  { name: 'age', type: 'number' },
  { name: 'workclass', type: 'text' },
  { name: 'fnlwgt', type: 'number' },
  { name: 'education', type: 'text' },
  { name: 'education_num', type: 'number' },
  { name: 'marital_status', type: 'text' },
  { name: 'occupation', type: 'text' },
  { name: 'relationship', type: 'text' },
  { name: 'race', type: 'text' },
  { name: 'sex', type: 'text' },
  { name: 'capital_gain', type: 'number' },
  { name: 'capital_loss', type: 'number' },
  { name: 'hours_per_week', type: 'number' },
  { name: 'native_country', type: 'text' },
  { name: 'income', type: 'text' },
] as const satisfies readonly Pick<Column, 'name' | 'type'>[];

/** What `income` may be: dollars a year. */
export const incomeClasses: readonly string[] = ['<=50K', '>50K'];

/**
 * The frame in a file of the census data: 15 columns named as in `censusColumns`, `income` without the full
 * stop that ends it in `adult.test`. A `?` becomes `null`, or NaN among numbers. A first line that begins
 * with `|`, as in `adult.test`, is passed over; so are blank lines at the end.
 *
 * @param file names it in errors; their row is the line of the file, from 1
 * @throws FeaturesError `value-invalid` at a damaged line, `file-unreadable` when there is no row or no text
 */
export function readCensus(bytes: Uint8Array, file: string): Frame {
  const lines = decode(bytes, file).trimEnd().split(/\r?\n/);
  const first = lines[0]?.startsWith('|') ? 1 : 0;
  if (lines.slice(first).join('') === '') throw unreadable('there is no row in it', file);
  const rows = lines.slice(first).map((line, index) => fieldsIn(line, { file, row: first + index + 1 }));
  return frameOf(
    censusColumns.map(({ name, type }, index): Column => {
      const fields = rows.map((row) => row[index] ?? null);
      if (type === 'text') return { name, type, values: fields };
      return { name, type, values: Float64Array.from(fields, (field) => Number(field ?? Number.NaN)) };
    }),
  );
}

/** The fields of a line, `null` where unknown; those of number columns are known to be numbers. */
function fieldsIn(line: string, place: Place): (string | null)[] {
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length !== censusColumns.length)
    throw damaged(`${fields.length} of ${censusColumns.length} fields`, place);
  return censusColumns.map(({ name, type }, index) => {
    const field = fields[index] ?? '';
    if (name === 'income') return incomeIn(field, { ...place, column: name });
    if (field === '?') return null;
    if (field === '') throw damaged('there is no value', { ...place, column: name });
    if (type === 'number' && !/^-?\d{1,15}(?:\.\d+)?$/.test(field))
      throw damaged(`${quoted(field)} is not a number`, { ...place, column: name });
    return field;
  });
}

function incomeIn(field: string, place: Place): string {
  const income = field.replace(/\.$/, '');
  if (incomeClasses.includes(income)) return income;
  throw damaged(`${quoted(field)} is neither ${incomeClasses.join(' nor ')}`, place);
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable('it is not text', file, cause);
  }
}

/** Short, since what is not a number may be a whole damaged file. */
function quoted(field: string): string {
  return JSON.stringify(field.length > 40 ? `${field.slice(0, 40)}…` : field);
}

const hint = 'replace the file with the published one';

function damaged(reason: string, place: Place): FeaturesError {
  return new FeaturesError('value-invalid', reason, { ...place, hint });
}

function unreadable(reason: string, file: string, cause?: unknown): FeaturesError {
  return new FeaturesError('file-unreadable', reason, { file, hint, cause });
}
