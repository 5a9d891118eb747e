import type { Asker } from './asker.ts';
import { changedGroups } from './changes.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import type { Limits } from './limits.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

/** Places tried in one question: sixteen parts, so that four questions tell 65,000 places apart. */
const probes = 15;

/** Numbers are moved again while another one moved; a model that is not monotone might go on for long. */
const mostRounds = 4;

/**
 * Moves changed numbers back towards their own values as far as the prediction stays on the wanted side, the farthest number
 * first: in steps from the own value where the column has one, else on the values of the data. Numbers that are linked, or in
 * a group with others, stay.
 *
 * @param changed a row on the wanted side
 * @returns a row on the wanted side: for each number, the next place towards its own value is not on it, unless another
 *   number has moved after it
 */
export async function moveCloser(
  row: Float64Array,
  changed: Float64Array,
  space: CounterfactualSpace,
  limits: Limits,
  wanted: WantedSide,
  asker: Asker,
): Promise<Float64Array> {
  const { groups, columns, distance } = space;
  const movable = changedGroups(row, changed, groups)
    .filter((group) => {
      const [column = -1, ...more] = groups[group] ?? [];
      return more.length === 0 && columns[column]?.kind === 'number' && !limits.isLinked(column);
    })
    .sort((one, other) => distance.ofGroup(other, row, changed) - distance.ofGroup(one, row, changed));
  let current = changed;
  for (let round = 0; round < mostRounds; round++) {
    const before = current;
    for (const group of movable) {
      const [column = -1] = groups[group] ?? [];
      current = await moveColumn(row, current, column, space, limits, wanted, asker);
    }
    // One number alone is where it should be after the first round.
    if (before === current || movable.length === 1) break;
  }
  return current;
}

async function moveColumn(
  row: Float64Array,
  changed: Float64Array,
  column: number,
  space: CounterfactualSpace,
  limits: Limits,
  wanted: WantedSide,
  asker: Asker,
): Promise<Float64Array> {
  const from = row[column] as number;
  const { count, valueAt } = placesBetween(from, changed[column] as number, column, space);
  // Place −1 is the own value, `count` the value now.
  let [low, high] = [-1, count];
  let best = changed;
  while (high - low > 1) {
    const parts = Math.min(probes, high - low - 1);
    const places = Array.from({ length: parts }, (_, at) =>
      Math.floor(low + ((at + 1) * (high - low)) / (parts + 1)),
    );
    const tried = places
      .map((place) => ({ place, row: changed.with(column, valueAt(place)) }))
      .filter((one) => limits.permits(column, from, valueAt(one.place)));
    const answers = await asker.ask(tried.map((one) => one.row));
    const nearest = tried.find((_, at) => isWanted(wanted, answers[at] as number));
    if (nearest) {
      best = nearest.row;
      high = nearest.place;
    }
    low = Math.max(low, ...places.filter((place) => place < high));
  }
  return best;
}

/** The places strictly between a number's own value and another, the nearest to its own first. */
function placesBetween(
  from: number,
  to: number,
  column: number,
  { columns, valuesOf }: CounterfactualSpace,
): { count: number; valueAt: (place: number) => number } {
  const step = columns[column]?.step ?? null;
  if (Number.isNaN(from)) return { count: 0, valueAt: () => to };
  if (step !== null && step > 0) {
    const signed = to > from ? step : -step;
    const count = Math.max(0, Math.ceil(Math.abs(to - from) / step - 1e-9) - 1);
    // Fifteen digits take away what adding steps leaves behind: 0.1 + 0.2.
    return { count, valueAt: (place) => Number((from + (place + 1) * signed).toPrecision(15)) };
  }
  const [least, most] = from < to ? [from, to] : [to, from];
  const between = valuesOf(column).filter((value) => value > least && value < most);
  if (to < from) between.reverse();
  return { count: between.length, valueAt: (place) => between[place] as number };
}
