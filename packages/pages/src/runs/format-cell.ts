import type { RunCell, RunColumn } from './run-table.ts';

/** What is counted by no one: a seed, a year, an id, a version, a port. Its digits are a name, so they are not grouped. */
const naming = /(?:^|[^a-z])(?:seed|state|id|year|version|port)s?$/i;

/** A cell as a person reads it. */
export function formatCell({ key }: Pick<RunColumn, 'key'>, value: RunCell): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return 'NaN';
  if (key === 'attributes.start') return new Date(value).toISOString().slice(0, 16).replace('T', ' ');
  if (key === 'attributes.duration') return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (Number.isInteger(value)) return naming.test(key) ? String(value) : value.toLocaleString('en-US');
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}
