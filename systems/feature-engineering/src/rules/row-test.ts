import { listed } from '@modelfolio/failures/listed';
import type { CheckOf, RowCheck } from './check.ts';
import { lengthOf, orderText } from '../frame/order-text.ts';

/** How a row check is decided for a value that is there, and what a value is that breaks it: `not >= 0`. */
export interface RowTest<Value> {
  holds(value: Value): boolean;
  phrase: string;
}

/** A check of a column of numbers. */
export function numberTest(check: RowCheck): RowTest<number> {
  const phrase = phraseOf(check);
  switch (check.kind) {
    case 'in_range': {
      const [min, max] = [check.min as number, check.max as number];
      const { includeMin, includeMax } = check;
      return {
        holds: (value) =>
          (includeMin ? value >= min : value > min) && (includeMax ? value <= max : value < max),
        phrase,
      };
    }
    case 'isin':
    case 'notin':
      return { holds: among(check), phrase };
    case 'ge':
    case 'gt':
    case 'le':
    case 'lt':
    case 'eq':
    case 'ne':
      return { holds: numberComparison(check.kind, check.value as number), phrase };
    default:
      throw new TypeError(`${check.kind} is for text`);
  }
}

function numberComparison(kind: Comparison['kind'], bound: number): (value: number) => boolean {
  switch (kind) {
    case 'ge':
      return (value) => value >= bound;
    case 'gt':
      return (value) => value > bound;
    case 'le':
      return (value) => value <= bound;
    case 'lt':
      return (value) => value < bound;
    case 'eq':
      return (value) => value === bound;
    default:
      return (value) => value !== bound;
  }
}

/** A check of a column of text. */
export function textTest(check: RowCheck): RowTest<string> {
  const phrase = phraseOf(check);
  switch (check.kind) {
    case 'in_range': {
      const [min, max] = [String(check.min), String(check.max)];
      const [low, high] = [check.includeMin ? 0 : 1, check.includeMax ? 0 : -1];
      return {
        holds: (value) => Math.sign(orderText(value, min)) >= low && Math.sign(orderText(value, max)) <= high,
        phrase,
      };
    }
    case 'isin':
    case 'notin':
      return { holds: among(check), phrase };
    case 'str_matches': {
      const pattern = new RegExp(check.pattern, 'uy');
      return {
        holds: (value) => {
          pattern.lastIndex = 0;
          return pattern.test(value);
        },
        phrase,
      };
    }
    case 'str_contains': {
      const pattern = new RegExp(check.pattern, 'u');
      return { holds: (value) => pattern.test(value), phrase };
    }
    case 'str_startswith':
      return { holds: (value) => value.startsWith(check.text), phrase };
    case 'str_endswith':
      return { holds: (value) => value.endsWith(check.text), phrase };
    case 'str_length': {
      const { min = 0, max = Infinity } = check;
      return {
        holds: (value) => {
          const length = lengthOf(value);
          return length >= min && length <= max;
        },
        phrase,
      };
    }
    default: {
      const [isOrdered, bound] = [orders[check.kind], String(check.value)];
      return { holds: (value) => isOrdered(value === bound ? 0 : orderText(value, bound)), phrase };
    }
  }
}

type Comparison = CheckOf<'ge' | 'gt' | 'le' | 'lt' | 'eq' | 'ne'>;
const orders: Readonly<Record<Comparison['kind'], (order: number) => boolean>> = {
  ge: (order) => order >= 0,
  gt: (order) => order > 0,
  le: (order) => order <= 0,
  lt: (order) => order < 0,
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
};
const signs: Readonly<Record<Comparison['kind'], string>> = {
  ge: '>=',
  gt: '>',
  le: '<=',
  lt: '<',
  eq: '==',
  ne: '!=',
};

function among(check: CheckOf<'isin' | 'notin'>): (value: number | string) => boolean {
  const wanted = new Set<number | string>(check.values);
  return check.kind === 'isin' ? (value) => wanted.has(value) : (value) => !wanted.has(value);
}

function phraseOf(check: RowCheck): string {
  switch (check.kind) {
    case 'in_range':
      return `not in ${check.includeMin ? '[' : '('}${shown(check.min)}, ${shown(check.max)}${check.includeMax ? ']' : ')'}`;
    case 'isin':
      return `not among ${listOf(check.values)}`;
    case 'notin':
      return `among ${listOf(check.values)}`;
    case 'str_matches':
      return `not like /${check.pattern}/ from the start`;
    case 'str_contains':
      return `without /${check.pattern}/`;
    case 'str_startswith':
      return `not beginning with ${shown(check.text)}`;
    case 'str_endswith':
      return `not ending with ${shown(check.text)}`;
    case 'str_length':
      return `not ${rangeOf(check.min, check.max)} characters long`;
    default:
      return `not ${signs[check.kind]} ${shown(check.value)}`;
  }
}

/** A value in a message. */
export const shown = (value: number | string | null): string =>
  typeof value === 'string' ? JSON.stringify(value) : value === null ? 'missing' : String(value);

/** The first of some values in a message. */
export const listOf = (values: readonly (number | string)[], most = 5): string =>
  listed(values.map(shown), most);

/** Bounds in a message, of which one may be missing. */
export const rangeOf = (min: number | undefined, max: number | undefined): string =>
  min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`;
