import type { GroupFairness, PriceOfFairness } from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { listOf, number, say, sentences, type Said } from './said.ts';

/** What thresholds by group cost under two constraints, against the cheapest without one. */
export function priceWords({ price, overall, groups, smallBelow }: GroupFairness, at: number): Said {
  const place = toPointer(['fairness', at, 'price']);
  const cost = (choice: 'free' | 'single'): Said =>
    number(price[choice].cost, 'integer', `${place}/${choice}/cost`);
  const rows = number(overall.n, 'integer', toPointer(['fairness', at, 'overall', 'n']));
  const within: Said = {
    text: `within ${(100 * price.tolerance).toLocaleString('en-US')} points,`,
    figures: [`${place}/tolerance`],
  };
  const hasFew = groups.some(({ rates: { truePositiveRate } }) => truePositiveRate.n < smallBelow);
  return sentences(
    say`Counting every mistake alike, the cheapest thresholds, one a group, make ${cost('free')} mistakes on ${rows} rows (one threshold for all: ${cost('single')}).`,
    constrained(
      price,
      'equalOpportunity',
      say`Those that find equally many of the really positive, ${within}`,
      place,
    ),
    hasFew ? say`Groups with few such rows are held to it too, so chance is in that number.` : null,
    constrained(price, 'demographicParity', say`Those that choose equally many, ${within}`, place),
    say`All were found on these very rows: on others they cost more.`,
  );
}

/** Mistakes from which a percentage of them says more than their number. */
const manyMistakes = 100;

function constrained(
  price: PriceOfFairness,
  constraint: 'equalOpportunity' | 'demographicParity',
  words: Said,
  place: string,
): Said {
  const choice = price[constraint];
  if (choice === null) return say`${words} do not exist.`;
  const free = price.free.cost;
  const more = choice.cost - free;
  const share = free >= manyMistakes ? `, ${((100 * more) / free).toFixed(1)}\u00a0%` : '';
  const extra = more === 0 ? 'no more' : `${more.toLocaleString('en-US')} more${share}`;
  const groups = choice.undefinedFor;
  return sentences(
    say`${words} make ${number(choice.cost, 'integer', `${place}/${constraint}/cost`)}: ${extra}.`,
    groups.length > 0
      ? say`It says nothing of ${listOf(groups)}, which ${groups.length === 1 ? 'has' : 'have'} no such row.`
      : null,
  );
}
