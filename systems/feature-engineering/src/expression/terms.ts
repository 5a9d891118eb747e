import { lengthOf, orderText } from '../frame/order-text.ts';
import type { Tree } from './tree.ts';

/** The columns of a batch that an expression reads. */
export interface Columns {
  numbers(name: string): Float64Array;
  text(name: string): readonly (string | null)[];
}

/** A part of an expression: for a batch it becomes a function of the row. */
export interface Term<Type extends string, Value> {
  type: Type;
  bind(columns: Columns): (row: number) => Value;
  tree: Tree;
}
/** NaN is a null. */
export type NumberTerm = Term<'number', number>;
export type TextTerm = Term<'text', string | null>;
/** 0 is false, 1 unknown, 2 true: then `and` is the least, `or` the greatest (Kleene's logic, as SQL's). */
export type TruthTerm = Term<'truth', number>;
export type AnyTerm = NumberTerm | TextTerm | TruthTerm;

const unknown = 1;
const truth = (is: boolean): number => (is ? 2 : 0);

export const numberTerm = (tree: Tree, bind: NumberTerm['bind']): NumberTerm => ({
  type: 'number',
  tree,
  bind,
});
export const textTerm = (tree: Tree, bind: TextTerm['bind']): TextTerm => ({ type: 'text', tree, bind });
export const truthTerm = (tree: Tree, bind: TruthTerm['bind']): TruthTerm => ({ type: 'truth', tree, bind });

/** The same number for each row. */
export const literalTerm = (value: number): NumberTerm =>
  numberTerm({ operator: 'number', parts: [], values: [value] }, () => () => value);

const treeOf = (operator: string, ...terms: readonly AnyTerm[]): Tree => ({
  operator,
  parts: terms.map(({ tree }) => tree),
});

const arithmetics: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => {
    // With the sign of the divisor, as Python and pandas.
    const rest = left % right;
    return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest;
  },
};

export function arithmetic(operator: string, left: NumberTerm, right: NumberTerm): NumberTerm {
  const apply = arithmetics[operator] as (left: number, right: number) => number;
  return numberTerm(treeOf(operator, left, right), (columns) => {
    const [one, other] = [left.bind(columns), right.bind(columns)];
    return (row) => apply(one(row), other(row));
  });
}

/** Each says of an order (negative, 0, positive) whether the comparison holds. */
const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};
export const comparators: readonly string[] = Object.keys(comparisons);

export function compareNumbers(operator: string, left: NumberTerm, right: NumberTerm): TruthTerm {
  const holds = comparisons[operator] as (order: number) => boolean;
  return truthTerm(treeOf(operator, left, right), (columns) => {
    const [one, other] = [left.bind(columns), right.bind(columns)];
    return (row) => {
      const [a, b] = [one(row), other(row)];
      if (Number.isNaN(a) || Number.isNaN(b)) return unknown;
      // A difference of infinities is no number.
      return truth(holds(a === b ? 0 : a < b ? -1 : 1));
    };
  });
}

export function compareText(operator: string, left: TextTerm, right: TextTerm): TruthTerm {
  const holds = comparisons[operator] as (order: number) => boolean;
  return truthTerm(treeOf(operator, left, right), (columns) => {
    const [one, other] = [left.bind(columns), right.bind(columns)];
    return (row) => {
      const [a, b] = [one(row), other(row)];
      return a === null || b === null ? unknown : truth(holds(a === b ? 0 : orderText(a, b)));
    };
  });
}

export function isAmong(of: NumberTerm | TextTerm, values: readonly (number | string)[]): TruthTerm {
  const listed = new Set(values);
  return truthTerm({ ...treeOf('in', of), values }, (columns) => {
    const value = of.bind(columns);
    return (row) => {
      const found = value(row);
      return isNull(found) ? unknown : truth(listed.has(found));
    };
  });
}

export const isNullTerm = (of: NumberTerm | TextTerm): TruthTerm =>
  truthTerm(treeOf('isnull', of), (columns) => {
    const value = of.bind(columns);
    return (row) => truth(isNull(value(row)));
  });

const isNull = (value: number | string | null): value is null => value === null || Number.isNaN(value);

export const not = (of: TruthTerm): TruthTerm =>
  truthTerm(treeOf('not', of), (columns) => {
    const value = of.bind(columns);
    return (row) => 2 - value(row);
  });

/** `and` of many, or `or`. */
export const joined = (kind: 'and' | 'or', operands: readonly TruthTerm[]): TruthTerm =>
  truthTerm(treeOf(kind, ...operands), (columns) => {
    const values = operands.map((operand) => operand.bind(columns));
    const [start, decided] = kind === 'and' ? [2, 0] : [0, 2];
    const nearer = kind === 'and' ? Math.min : Math.max;
    return (row) => {
      let result = start;
      for (const value of values) {
        result = nearer(result, value(row));
        if (result === decided) break;
      }
      return result;
    };
  });

/** A function of numbers; a null makes a null. */
export const numberCall = (
  name: string,
  apply: (...values: number[]) => number,
  args: readonly NumberTerm[],
): NumberTerm =>
  numberTerm(treeOf(name, ...args), (columns) => {
    const values = args.map((arg) => arg.bind(columns));
    const [only] = values;
    if (only && values.length === 1) return (row) => apply(only(row));
    return (row) => apply(...values.map((value) => value(row)));
  });

/** One number where a condition holds, the other where it does not; a null where that is unknown. */
export const whereTerm = (condition: TruthTerm, [then, otherwise]: [NumberTerm, NumberTerm]): NumberTerm =>
  numberTerm(treeOf('where', condition, then, otherwise), (columns) => {
    const holds = condition.bind(columns);
    const [one, other] = [then.bind(columns), otherwise.bind(columns)];
    return (row) => {
      const found = holds(row);
      return found === unknown ? Number.NaN : found > unknown ? one(row) : other(row);
    };
  });

/** A condition as a number: 1 where it holds, 0 where it does not. */
export const flagTerm = (of: TruthTerm): NumberTerm => whereTerm(of, [literalTerm(1), literalTerm(0)]);

export const lengthTerm = (of: TextTerm): NumberTerm =>
  numberTerm(treeOf('length', of), (columns) => {
    const value = of.bind(columns);
    return (row) => {
      const text = value(row);
      return text === null ? Number.NaN : lengthOf(text);
    };
  });

export const lowerTerm = (of: TextTerm): TextTerm =>
  textTerm(treeOf('lower', of), (columns) => {
    const value = of.bind(columns);
    return (row) => value(row)?.toLowerCase() ?? null;
  });
