/** A number for a person: at most five significant digits, whole numbers whole. */
export function shortNumber(value: number): string {
  if (Number.isNaN(value)) return 'missing';
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 5 });
}
