import { shortened, shownValue } from '@modelfolio/failures';
import { factsOf, type Datatype } from './datatypes.ts';

/** An element as its array holds it; `null` for a value of JSON that is none of the type. */
export type ToElement = (value: unknown) => number | bigint | string | null;

const wholeRanges: Partial<Record<Datatype, readonly [bigint, bigint]>> = {
  UINT8: [0n, 2n ** 8n - 1n],
  UINT16: [0n, 2n ** 16n - 1n],
  UINT32: [0n, 2n ** 32n - 1n],
  UINT64: [0n, 2n ** 64n - 1n],
  INT8: [-(2n ** 7n), 2n ** 7n - 1n],
  INT16: [-(2n ** 15n), 2n ** 15n - 1n],
  INT32: [-(2n ** 31n), 2n ** 31n - 1n],
  INT64: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** Largest finite numbers of the types (IEEE 754). */
const largest: Partial<Record<Datatype, number>> = {
  FP16: 65_504,
  FP32: (2 - 2 ** -23) * 2 ** 127,
  FP64: Number.MAX_VALUE,
};

/**
 * What makes elements of a type out of values of JSON. Numbers are never written as text; whole numbers are exact or refused;
 * fractions are rounded to the type, never to an infinity.
 */
export function toElement(datatype: Datatype): ToElement {
  const range = wholeRanges[datatype];
  if (range) return factsOf(datatype).bytes === 8 ? toLong(range) : toWhole(range);
  if (datatype === 'BOOL') return (value) => (typeof value === 'boolean' ? Number(value) : null);
  if (datatype === 'BYTES')
    return (value) => (typeof value === 'string' && value.isWellFormed() ? value : null);
  const most = largest[datatype];
  if (most === undefined) return () => null;
  const toNumber: ToElement = (value) => {
    const number = typeof value === 'bigint' ? numberOf(value) : value;
    return typeof number === 'number' && Math.abs(number) <= most ? number : null;
  };
  return datatype === 'FP16' ? (value) => halfBits(toNumber(value) as number | null) : toNumber;
}

function toWhole([least, most]: readonly [bigint, bigint]): ToElement {
  const [from, to] = [Number(least), Number(most)];
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? value : null;
}

const toLong =
  ([least, most]: readonly [bigint, bigint]): ToElement =>
  (value) => {
    if (typeof value === 'number') {
      if (!Number.isSafeInteger(value)) return null;
      const whole = BigInt(value);
      return whole >= least ? whole : null;
    }
    return typeof value === 'bigint' && value >= least && value <= most ? value : null;
  };

/**
 * A long whole number as a double; `null` where digits would be lost. JavaScript writes 2^67 as 147573952589676410000: what
 * is written as the double itself is written has lost none.
 */
function numberOf(whole: bigint): number | null {
  const number = Number(whole);
  if (!Number.isFinite(number)) return null;
  return BigInt(number) === whole || String(number) === String(whole) ? number : null;
}

const half = new DataView(new ArrayBuffer(2));

function halfBits(value: number | null): number | null {
  if (value === null) return null;
  half.setFloat16(0, value, true);
  return half.getUint16(0, true);
}

/** Why a value is no element of a type, for a person. */
export function elementFault(datatype: Datatype, value: unknown): string {
  const expected = `expected ${expectedOf(datatype)} (${datatype})`;
  if (value === undefined) return `${expected}, received nothing`;
  if (value === null) return `${expected}, received null`;
  if (Array.isArray(value)) return `${expected}, received an array of ${value.length}`;
  if (typeof value === 'object') return `${expected}, received an object`;
  if (typeof value === 'string')
    return datatype === 'BYTES'
      ? `${expected}, received half of a surrogate pair`
      : `${expected}, received the text ${shownValue(value)}`;
  const shown = shortened(String(value as number | bigint | boolean));
  if (typeof value === 'bigint' && largest[datatype] !== undefined)
    return `${expected}, and ${shown} would be rounded`;
  if (wholeRanges[datatype] && Number.isInteger(value) && !Number.isSafeInteger(value))
    return `${expected}, and ${shown} may have been rounded: write all of its digits, without a point or exponent`;
  return `${expected}, received ${shown}`;
}

function expectedOf(datatype: Datatype): string {
  const range = wholeRanges[datatype];
  if (range) return `a whole number from ${range[0]} to ${range[1]}`;
  if (datatype === 'BOOL') return 'true or false';
  if (datatype === 'BYTES') return 'text';
  const most = largest[datatype];
  return most === undefined ? 'binary data' : `a number of at most ${most}`;
}
