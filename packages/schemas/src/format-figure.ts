import type { Figure } from './figure.ts';
import { toNumber, type MetricNumber } from './metric-number.ts';

type Format = Figure['format'];

const space = '\u00a0';
const thousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** By their digits: to make one takes longer than to use it a hundred times. */
const fixedFormats = [0, 1, 2, 3].map(
  (digits) =>
    new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const fixed = (value: number, digits: 0 | 1 | 2 | 3): string =>
  fixedFormats[digits]?.format(value) ?? String(value);

/**
 * A number in a figure's format, without its unit of count: `0.9412` as percent is `94.12 %`, `186240` bytes are
 * `186 kB` (1,000 bytes each).
 */
export function formatNumber(metric: MetricNumber, format: Format): string {
  const value = toNumber(metric);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
  return formats[format](value).replace(/^-/, '−');
}

const formats: Record<Format, (value: number) => string> = {
  percent: (value) => `${fixed(value * 100, 2)}${space}%`,
  points: (value) => `${fixed(value * 100, 2)}${space}points`,
  integer: (value) => thousands.format(value),
  decimal: (value) => significant(value),
  // A relative error is no factor.
  ratio: (value) => (isTiny(value) ? significant(value) : `${significant(value)}${space}×`),
  rate: (value) => significant(value),
  bytes: (value) => bytes(value),
  seconds: (value) => duration(value),
  milliseconds: (value) => `${significant(value)}${space}ms`,
};

/** What three decimals would print as nothing. */
function isTiny(value: number): boolean {
  return value !== 0 && Math.abs(value) < 0.0005;
}

/** `7.5 × 10⁻⁹`. */
function scientific(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential(1).split('e');
  const raised = Array.from(exponent.replace('+', ''), (sign) =>
    sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)],
  );
  return `${digits}${space}×${space}10${raised.join('')}`;
}

/** Three decimals below one, three significant digits above; a power of ten where three decimals would be none. */
function significant(value: number): string {
  const size = Math.abs(value);
  if (isTiny(value)) return scientific(value);
  if (size >= 100) return thousands.format(value);
  if (size >= 10) return fixed(value, 1);
  return fixed(value, size >= 1 ? 2 : 3);
}

function bytes(value: number): string {
  const size = Math.abs(value);
  if (size < 1000) return `${value}${space}B`;
  if (size < 1e6) return `${significant(value / 1e3)}${space}kB`;
  return `${significant(value / 1e6)}${space}MB`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${significant(seconds)}${space}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${space}min`;
  return `${Math.floor(minutes / 60)}${space}h${space}${minutes % 60}${space}min`;
}

/** A figure's number with what it counts: `1,204 samples/s`. */
export function formatFigure({ value, format, unit }: Pick<Figure, 'value' | 'format' | 'unit'>): string {
  const number = formatNumber(value, format);
  return unit ? `${number}${space}${unit}` : number;
}

/** An interval in a figure's format: `93.6 to 94.5 %`. */
export function formatInterval(figure: Pick<Figure, 'interval' | 'format'>): string | null {
  if (!figure.interval) return null;
  const lower = formatNumber(figure.interval.lower, figure.format);
  const upper = formatNumber(figure.interval.upper, figure.format);
  const unit = /\u00a0\S+$/.exec(lower)?.[0];
  return `${unit && upper.endsWith(unit) ? lower.slice(0, -unit.length) : lower} to ${upper}`;
}
