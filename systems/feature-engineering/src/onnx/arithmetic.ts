import { dataType, type Graph } from './graph.ts';

/** A tensor of numbers by its name, or one number. */
export type Operand = string | number;

/** Arithmetic on numbers in double precision, as nodes of a graph. */
export interface Arithmetic {
  plus: (...terms: readonly Operand[]) => string;
  minus: (left: Operand, right: Operand) => string;
  times: (left: Operand, right: Operand) => string;
  /** Division, rounded down. */
  over: (left: Operand, right: number) => string;
  /** What is left of that division: never less than 0. */
  rest: (left: Operand, right: number) => string;
  /** 1 where a comparison holds, otherwise 0. */
  flag: (operator: 'Equal' | 'GreaterOrEqual' | 'LessOrEqual', left: Operand, right: Operand) => string;
}

export function arithmeticOf(graph: Graph): Arithmetic {
  const of = (operand: Operand): string => (typeof operand === 'number' ? graph.numbers([operand]) : operand);
  const node = (operator: string, left: Operand, right: Operand): string =>
    graph.add(operator, [of(left), of(right)]);
  const minus = (left: Operand, right: Operand): string => node('Sub', left, right);
  const times = (left: Operand, right: Operand): string => node('Mul', left, right);
  const over = (left: Operand, right: number): string => graph.add('Floor', [node('Div', left, right)]);
  return {
    plus: (...terms) => terms.map(of).reduce((sum, term) => node('Add', sum, term)),
    minus,
    times,
    over,
    rest: (left, right) => minus(left, times(over(left, right), right)),
    flag: (operator, left, right) =>
      graph.add('Cast', [node(operator, left, right)], { to: dataType.double }),
  };
}
