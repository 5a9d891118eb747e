import type { ScatterAxis } from './scatter-axes.ts';

/** Colours of points: a place in `classes` for each row. */
export type Colouring = {
  classes: readonly { name: string; token: string }[];
  of: (row: number) => number;
};

/** Categories beyond these share one grey: more colours are not told apart. */
const tokens = ['--mf-series-1', '--mf-series-2', '--mf-series-3', '--mf-series-4'] as const;
const other = '--mf-muted';

/** One colour for all points. */
export const oneColour: Colouring = { classes: [{ name: 'all rows', token: tokens[0] }], of: () => 0 };

/** Colours by categories: the most frequent have one of their own. */
export function colouringOf(axis: Pick<ScatterAxis, 'categories' | 'at' | 'text'>, rows: number): Colouring {
  const counts = new Uint32Array(axis.categories.length);
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    const code = axis.at(row);
    if (Number.isNaN(code)) missing++;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  const own = Array.from(counts, (count, code) => ({ count, code }))
    .toSorted((one, next) => next.count - one.count || one.code - next.code)
    .slice(0, tokens.length)
    .sort((one, next) => one.code - next.code);
  const places = new Map(own.map(({ code }, place) => [code, place]));
  const rest = axis.categories.length > tokens.length || missing > 0;
  return {
    classes: [
      ...own.map(({ code }, place) => ({ name: axis.text(code), token: tokens[place] ?? other })),
      ...(rest ? [{ name: missing > 0 ? 'others, missing' : 'others', token: other }] : []),
    ],
    of: (row) => places.get(axis.at(row)) ?? own.length,
  };
}

/** Right in one colour, wrong in another; rows without a truth in grey. */
export function rightOrWrong(predicted: ArrayLike<number>, actual: ArrayLike<number>): Colouring {
  return {
    classes: [
      { name: 'right', token: '--mf-good' },
      { name: 'wrong', token: '--mf-bad' },
      { name: 'unknown', token: other },
    ],
    of: (row) => {
      const truth = actual[row] ?? Number.NaN;
      return Number.isNaN(truth) ? 2 : predicted[row] === truth ? 0 : 1;
    },
  };
}
