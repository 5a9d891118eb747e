import {
  isNullTerm,
  lengthTerm,
  lowerTerm,
  numberCall,
  type AnyTerm,
  type NumberTerm,
  type TextTerm,
} from './terms.ts';

/** A function of the language: what it takes and what it makes of that. */
export interface Callable {
  takes: 'number' | 'text' | 'value';
  least: number;
  most: number;
  make(args: readonly AnyTerm[]): AnyTerm;
}

const numeric = (apply: (...values: number[]) => number, least: number, most: number): Callable => ({
  takes: 'number',
  least,
  most,
  make: (args) => numberCall(apply, args as NumberTerm[]),
});

/** The functions of expressions, by name. */
export const callables: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ['isnull', { takes: 'value', least: 1, most: 1, make: ([of]) => isNullTerm(of as NumberTerm | TextTerm) }],
  ['abs', numeric(Math.abs, 1, 1)],
  ['min', numeric(Math.min, 2, 100)],
  ['max', numeric(Math.max, 2, 100)],
  ['length', { takes: 'text', least: 1, most: 1, make: ([of]) => lengthTerm(of as TextTerm) }],
  ['lower', { takes: 'text', least: 1, most: 1, make: ([of]) => lowerTerm(of as TextTerm) }],
]);
