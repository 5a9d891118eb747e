/** A share as a person reads it; never 0 % or 100 % for what is neither. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1 %';
  if (share < 1 && share >= 0.9995) return '>99.9 %';
  return `${(100 * share).toFixed(1)} %`;
}

/** A difference of two shares. */
export function points(difference: number): string {
  return `${(100 * difference).toFixed(2)} points`;
}

/** Bytes in decimal units. */
export function byteSize(bytes: number): string {
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A latency with two significant digits or to the millisecond. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
