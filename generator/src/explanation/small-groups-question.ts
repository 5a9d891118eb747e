import type { ReviewQuestion } from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { answered, type Unquestioned } from './answered.ts';
import { listOf, number, say, sentences, type Said } from './said.ts';

/** Which groups are too small to tell, of all columns. */
export function smallGroupsQuestion({ fairness, errors, output }: Unquestioned): ReviewQuestion[] {
  const groupings = [
    ...fairness.map((judged, at) => ({ ...judged, place: ['fairness', at] })),
    ...errors.map((judged, at) => ({ ...judged, place: ['errors', at] })),
  ];
  const [first] = groupings;
  if (!first) return [];
  const groups = groupings.flatMap(({ name: column, place, groups: own }) =>
    own.map(({ name, n, small }, group) => ({
      name: inColumn(column, name),
      n,
      small,
      place: toPointer([...place, 'groups', group, 'n']),
    })),
  );
  const named = ({ name, n, place }: (typeof groups)[number]): Said =>
    say`${name} (n = ${number(n, 'integer', place)})`;
  const least = first.smallBelow;
  const small = groups.filter((group) => group.small);
  const [smallest] = groups.toSorted((one, other) => one.n - other.n);
  const few = [
    ...fewOf(
      fairness,
      least,
      'truePositiveRate',
      `that are really “${output.name}”, so their true positive rates say little`,
    ),
    ...fewOf(
      fairness,
      least,
      'falsePositiveRate',
      `that are really not “${output.name}”, so their false positive rates say little`,
    ),
    ...fewOf(
      fairness,
      least,
      'positivePredictiveValue',
      `predicted “${output.name}”, so their precisions say little`,
    ),
  ];
  return [
    answered(
      null,
      'Which groups are too small to tell?',
      sentences(
        small.length > 0
          ? say`Fewer than ${String(least)} rows have ${listOf(small.map(named))}.`
          : smallest
            ? few.length > 0
              ? say`By all their rows none: each has ${String(least)} or more, the smallest is ${named(smallest)}. By the rows that a rate is of:`
              : say`None: each has ${String(least)} rows or more${fairness.length > 0 ? ' for each of its rates' : ''}, the smallest is ${named(smallest)}.`
            : null,
        ...few,
      ),
    ),
  ];
}

/** Groups of many rows of which few enter a rate: that rate says little too. */
function fewOf(
  fairness: Unquestioned['fairness'],
  least: number,
  rate: 'truePositiveRate' | 'falsePositiveRate' | 'positivePredictiveValue',
  words: string,
): Said[] {
  const few = fairness.flatMap(({ name: column, groups }, at) =>
    groups.flatMap(({ name, small, rates }, group) =>
      !small && rates[rate].n < least
        ? [
            say`${inColumn(column, name)} (${number(rates[rate].n, 'integer', toPointer(['fairness', at, 'groups', group, 'rates', rate, 'n']))})`,
          ]
        : [],
    ),
  );
  return few.length > 0 ? [say`Fewer than ${String(least)} rows ${words}, have ${listOf(few)}.`] : [];
}

/** A group's name with its column, which quartiles have in their own names. */
const inColumn = (column: string, name: string): string =>
  name.startsWith(column) ? name : `${column}: ${name}`;
