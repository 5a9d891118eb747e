import { fromNumber, toNumber, type GroupErrors, type ReviewQuestion } from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { leftOut, ofGroup, ownColumns, toldApart } from './group-words.ts';
import { answered, type Unquestioned } from './answered.ts';
import { known, listOf, say, sentences, type Said } from './said.ts';
import { tellApart, withLargest, type Compared, type DifferenceInterval } from './tell-apart.ts';

/** Questions about how far a regressor errs in the groups of one column. */
export function errorQuestions({ output, importance, errors }: Unquestioned, at: number): ReviewQuestion[] {
  const judged = errors[at];
  if (!judged) return [];
  const { name, columns, groups, smallBelow, maeDifference } = judged;
  const { unit } = output;
  const shown = { format: 'decimal', difference: 'decimal', unit } as const;
  const numbers = (metric: 'mae' | 'bias'): Compared[] =>
    groups.map((group, place) => ({
      name: group.name,
      ...group[metric],
      place: toPointer(['errors', at, 'groups', place, metric]),
    }));
  const place = toPointer(['errors', at]);
  const { told, isSame } = withLargest(
    tellApart(numbers('mae'), smallBelow, recordedDifference(judged)),
    maeDifference,
  );
  return [
    answered(
      name,
      `Does it err equally far in every group of ${name}?`,
      sentences(
        toldApart(told, shown, {
          apart: 'No: the mean absolute error is',
          alike: 'the mean absolute error goes',
        }),
        told.verdict === 'few' || isSame
          ? null
          : say`The largest difference between any two groups${told.small.length > 0 ? ', small ones too,' : ''} is ${known(maeDifference, 'decimal', `${place}/maeDifference`, unit)}.`,
      ),
    ),
    answered(
      name,
      `Is it too high or too low for a group of ${name}?`,
      biasWords(numbers('bias'), smallBelow, unit),
    ),
    ...(columns.length === 1
      ? [
          answered(
            name,
            `Does it use ${name} directly?`,
            ownColumns(judged, place, importance.features.length),
          ),
        ]
      : []),
  ];
}

/** The intervals that the record holds of pairs, whose level is theirs already. */
function recordedDifference({ groups, pairs }: GroupErrors): DifferenceInterval<Compared> {
  const placeOf = (group: Compared): number => groups.findIndex(({ name }) => name === group.name);
  return (high, low) => {
    const [a, b] = [placeOf(high), placeOf(low)];
    const straight = pairs.find(({ one, other }) => one === a && other === b);
    if (straight) return straight.difference.interval;
    const { interval = null } = pairs.find(({ one, other }) => one === b && other === a)?.difference ?? {};
    return (
      interval && {
        ...interval,
        lower: fromNumber(-toNumber(interval.upper)),
        upper: fromNumber(-toNumber(interval.lower)),
      }
    );
  };
}

/** Groups whose interval of the bias is on one side of 0. */
function biasWords(groups: readonly Compared[], smallBelow: number, unit: string | null): Said {
  const apart = tellApart(groups, smallBelow, () => null);
  const compared = groups.filter((group) => !apart.small.includes(group) && !apart.undefined.includes(group));
  const off = compared.filter(
    ({ interval }) => interval !== null && (toNumber(interval.lower) > 0 || toNumber(interval.upper) < 0),
  );
  const words = off.map((group) => ofGroup(group, { format: 'decimal', difference: 'decimal', unit }));
  if (compared.length === 0)
    return sentences(say`Nothing can be said: no group has enough rows.`, leftOut(apart));
  return sentences(
    off.length > 0
      ? say`Yes: predicted less actual is ${listOf(words)} on average, and the interval leaves 0 out.`
      : say`The data do not tell: the interval of predicted less actual holds 0 for ${listOf(compared.map(({ name }) => name))}.`,
    leftOut(apart),
  );
}
