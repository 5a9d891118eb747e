import { functions } from './functions.ts';
import {
  isNullTerm,
  lengthTerm,
  lowerTerm,
  numberCall,
  whereTerm,
  type AnyTerm,
  type NumberTerm,
  type TextTerm,
  type TruthTerm,
} from './terms.ts';

/** What a function takes: `value` is a number or text, `truth` a comparison. */
export type Taken = 'number' | 'text' | 'value' | 'truth';

/** A function of the language: what it takes and what it makes of that. */
export interface Callable {
  /** One for each argument; the last is for those that follow too. */
  takes: readonly [Taken, ...Taken[]];
  least: number;
  most: number;
  make(args: readonly AnyTerm[]): AnyTerm;
}

const numeric = (
  name: string,
  apply: (...values: number[]) => number,
  least: number,
  most: number,
): Callable => ({
  takes: ['number'],
  least,
  most,
  make: (args) => numberCall(name, apply, args as NumberTerm[]),
});

/** What {@link Callable.takes} says of the argument at a place. */
export const takenAt = ({ takes }: Callable, place: number): Taken =>
  takes[Math.min(place, takes.length - 1)] as Taken;

/** The functions of expressions, by name: {@link functions}, and those that take several values, text or a comparison. */
export const callables: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  [
    'isnull',
    { takes: ['value'], least: 1, most: 1, make: ([of]) => isNullTerm(of as NumberTerm | TextTerm) },
  ],
  ['min', numeric('min', Math.min, 2, 100)],
  ['max', numeric('max', Math.max, 2, 100)],
  // clip(x, low, high): x, but no less and no more.
  [
    'clip',
    numeric('clip', (value, low, high) => Math.min(Math.max(value, low as number), high as number), 3, 3),
  ],
  // where(condition, then, else); missing where the condition is unknown.
  [
    'where',
    {
      takes: ['truth', 'number'],
      least: 3,
      most: 3,
      make: ([condition, ...branches]) =>
        whereTerm(condition as TruthTerm, branches as [NumberTerm, NumberTerm]),
    },
  ],
  ['length', { takes: ['text'], least: 1, most: 1, make: ([of]) => lengthTerm(of as TextTerm) }],
  ['lower', { takes: ['text'], least: 1, most: 1, make: ([of]) => lowerTerm(of as TextTerm) }],
  ...Object.entries(functions).map(([name, apply]) => [name, numeric(name, apply, 1, 1)] as const),
]);
