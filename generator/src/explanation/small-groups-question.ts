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
  const least = String(first.smallBelow);
  const small = groups.filter((group) => group.small);
  const [smallest] = groups.toSorted((one, other) => one.n - other.n);
  return [
    answered(
      null,
      'Which groups are too small to tell?',
      sentences(
        small.length > 0
          ? say`Fewer than ${least} rows have ${listOf(small.map(named))}.`
          : smallest
            ? say`None: each has ${least} rows or more, the smallest is ${named(smallest)}.`
            : null,
        fewPositives({ fairness, output }, Number(least)),
      ),
    ),
  ];
}

/** Groups of many rows of which few are really positive: what is found of them says little too. */
function fewPositives(
  { fairness, output }: Pick<Unquestioned, 'fairness' | 'output'>,
  least: number,
): Said | null {
  const few = fairness.flatMap(({ name: column, groups }, at) =>
    groups.flatMap(({ name, small, rates: { truePositiveRate } }, group) =>
      !small && truePositiveRate.n < least
        ? [
            say`${inColumn(column, name)} (${number(truePositiveRate.n, 'integer', toPointer(['fairness', at, 'groups', group, 'rates', 'truePositiveRate', 'n']))})`,
          ]
        : [],
    ),
  );
  return few.length > 0
    ? say`Fewer than ${String(least)} rows that are really “${output.name}” have ${listOf(few)}.`
    : null;
}

/** A group's name with its column, which quartiles have in their own names. */
const inColumn = (column: string, name: string): string =>
  name.startsWith(column) ? name : `${column}: ${name}`;
