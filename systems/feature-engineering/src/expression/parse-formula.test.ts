import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functions } from './functions.ts';
import { parseFormula } from './parse-formula.ts';

const types = new Map<string, 'number' | 'text'>([
  ['gain', 'number'],
  ['loss', 'number'],
  ['job', 'text'],
]);

/** The number of one row; what is not given is missing. */
function numberOf(source: string, row: Record<string, number | string> = {}): number {
  return parseFormula(source, types, 'out').bind({
    numbers: (name) => Float64Array.of(Number(row[name] ?? Number.NaN)),
    text: (name) => [row[name] === undefined ? null : String(row[name])],
  })(0);
}

describe('a formula', () => {
  const row = { gain: 8, loss: 3, job: 'Cook' };
  it.each([
    ['log1p(gain) - loss / 2', Math.log1p(8) - 1.5],
    ['2 * gain % 5', 1],
    ["where(lower(job) in ['cook', 'smith'], gain, -1)", 8],
    ['gain > 9', 0],
    ["gain > 1 and job == 'Cook'", 1],
    ['length(job) + cbrt(gain)', 6],
    ['isnull(job)', 0],
    ['clip(gain, 0, 5)', 5],
    ['1 / (gain - 8)', Infinity],
  ])('%s is %d', (source, wanted) => {
    expect(numberOf(source, row)).toBe(wanted);
  });

  it.each([
    'gain',
    'gain > 1',
    'gain + 1',
    'length(job)',
    'where(gain > 0, 1, 2)',
    'max(gain, 1)',
    'log(-1)',
  ])('%s is missing where what it needs is', (source) => {
    expect(numberOf(source)).toBeNaN();
  });

  it('has each function that a transformer has, with the same numbers', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(functions)), fc.double(), (name, gain) => {
        expect(numberOf(`${name}(gain)`, { gain })).toBe(functions[name]?.(gain));
      }),
    );
  });

  it('names the columns that it reads', () => {
    expect(parseFormula('loss + gain - loss', types, 'out').columns).toEqual(['loss', 'gain']);
  });

  it.each([
    ['wage + 1', 1, 'there is no column "wage"'],
    ['lower(job)', 1, 'this is text, expected a number or a comparison'],
    ['gain +', 7, 'it ends, expected a value'],
  ])('%s: a fault is told with the name and the character', (source, character, message) => {
    expect(() => numberOf(source)).toThrow(`expression "out", character ${character}: ${message}`);
  });
});
