import {
  formatInterval,
  formatNumber,
  type Figure,
  type GroupErrors,
  type GroupFairness,
  type GroupRates,
} from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { known, listOf, number, say, sentences, type Said } from './said.ts';
import { shareDifference, tellApart, type Compared, type ToldApart } from './tell-apart.ts';

/** A rate of every group. */
export function compareRates(
  { groups, smallBelow }: GroupFairness,
  at: number,
  rate: keyof GroupRates,
): ToldApart {
  return tellApart(
    groups.map(({ name, rates }, group) => ({
      name,
      ...rates[rate],
      place: toPointer(['fairness', at, 'groups', group, 'rates', rate]),
    })),
    smallBelow,
    shareDifference,
  );
}

/** How a number of groups, and a difference of two, is said. */
export interface GroupNumber {
  readonly format: Figure['format'];
  readonly difference: Figure['format'];
  readonly unit?: string | null;
}

/** A group's number with its interval and its n, and the group's name. */
export function ofGroup(group: Compared, { format, unit = null }: GroupNumber): Said {
  return say`${known(group, format, group.place, unit)} for ${group.name}`;
}

/** The answer to "equally in every group?": what two groups differ in, or that the data do not tell. */
export function toldApart(
  { verdict, low, high, difference, pairs, ...rest }: ToldApart,
  shown: GroupNumber,
  words: { apart: string; alike: string },
): Said {
  const verdicts = {
    apart: () =>
      low && high
        ? say`${words.apart} ${ofGroup(high, shown)} and ${ofGroup(low, shown)}: a difference of ${differenceWords(difference, shown, pairs)}.`
        : null,
    alike: () =>
      low && high
        ? say`The data do not tell them apart: ${words.alike} from ${ofGroup(low, shown)} to ${ofGroup(high, shown)}, and the interval of the difference holds 0${pairs === 1 ? '' : ` for each of ${pairs} pairs`}: here ${differenceWords(difference, shown, pairs)}.`
        : null,
    few: () => say`Nothing can be said: fewer than two groups have enough rows.`,
  };
  return sentences(verdicts[verdict](), leftOut(rest));
}

/** A difference with its interval, and for how many pairs such intervals hold together. */
function differenceWords(
  difference: ToldApart['difference'],
  { difference: format, unit = null }: GroupNumber,
  pairs: number,
): string {
  if (difference === null) return 'unknown size';
  const { value, interval } = difference;
  const size = `${formatNumber(value, format)}${unit === null ? '' : `\u00a0${unit}`}`;
  const together = pairs === 1 ? '' : `, 95\u00a0% for all ${pairs} pairs together`;
  return interval ? `${size} (${formatInterval({ interval, format })}${together})` : size;
}

/** Groups that could not be compared. */
export function leftOut({ small, undefined: missing }: Pick<ToldApart, 'small' | 'undefined'>): Said | null {
  const rows = ({ name, n, place }: Compared): Said =>
    say`${name} (${number(n, 'integer', `${place}/n`)} ${n === 1 ? 'row' : 'rows'})`;
  if (small.length + missing.length === 0) return null;
  return sentences(
    small.length > 0 ? say`Too few rows to compare: ${listOf(small.map(rows))}.` : null,
    missing.length > 0
      ? say`Undefined, with no row to count: ${listOf(missing.map(({ name, place }) => ({ text: name, figures: [`${place}/n`] })))}.`
      : null,
  );
}

/** Whether a column of groups is an input of the model, and how important. */
export function ownColumns(
  { columns, inputs }: Pick<GroupFairness | GroupErrors, 'columns' | 'inputs'>,
  place: string,
  features: number,
): Said {
  const used = inputs.map(({ column, feature, rank }, at): Said => ({
    text: `${column.toLowerCase() === feature.toLowerCase() ? feature : `${column} (in ${feature})`} has rank ${rank} of ${features}`,
    figures: [`${place}/inputs/${at}/rank`],
  }));
  const unused = columns.filter((column) => !inputs.some((input) => input.column === column));
  return sentences(
    used.length > 0 ? say`Yes: ${listOf(used)} by mean |SHAP|.` : null,
    unused.length > 0
      ? say`${used.length > 0 ? 'It does not take' : 'No: it does not take'} ${listOf(unused, ' or ')}. Other columns may tell it all the same.`
      : null,
  );
}
