import { rowOf } from '../matrix.ts';
import type { Asker } from './asker.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import type { Limits } from './limits.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

/** A row on the wanted side, to start from. */
export interface UnlikeNeighbour {
  /** Place among the candidates. */
  readonly candidate: number;
  /** The candidate, with the values of the row where it must not change. */
  readonly row: Float64Array;
}

export interface UnlikeNeighbours {
  readonly neighbours: readonly UnlikeNeighbour[];
  /** Candidates on the wanted side. */
  readonly wanted: number;
  /** How many of them were tried, the nearest first. */
  readonly tried: number;
}

/** The candidates on the wanted side, and how far each is from a row. */
export interface WantedCandidates {
  readonly places: Int32Array;
  readonly distances: Float64Array;
}

/** Candidates that the model is right about and puts on the wanted side. */
export function wantedCandidates(
  { candidates, distance }: CounterfactualSpace,
  row: Float64Array,
  wanted: WantedSide,
): WantedCandidates {
  const { rows, predictions, correct } = candidates;
  const places = Int32Array.from(predictions, (_, at) => at).filter(
    (at) => isWanted(wanted, predictions[at] as number) && correct?.[at] !== 0,
  );
  return { places, distances: Float64Array.from(places, (at) => distance.between(row, rowOf(rows, at))) };
}

/** Candidates that are looked at together; the number doubles while too few are found. */
const firstBatch = 16;

/**
 * The candidates on the wanted side that are nearest to a row, those with like parts in what may not change first. What may
 * not change is taken from the row, and the model is asked whether the rest still suffices; a candidate that may be taken
 * whole is on the wanted side already. Equal distances: the earlier candidate.
 *
 * @param count how many to find
 * @param tries how many to try at most
 */
export async function nearestUnlikeNeighbours(
  space: CounterfactualSpace,
  row: Float64Array,
  { places, distances }: WantedCandidates,
  limits: Limits,
  wanted: WantedSide,
  asker: Asker,
  { count, tries }: { count: number; tries: number },
): Promise<UnlikeNeighbours> {
  const { rows } = space.candidates;
  const most = Math.min(tries, places.length);
  const seen = new Set([row.join(' ')]);
  const neighbours: UnlikeNeighbour[] = [];
  let tried = 0;
  for (let size = firstBatch; tried < most && neighbours.length < count; size *= 2) {
    const batch = nearestPlaces(distances, Math.min(tried + size, most)).subarray(tried);
    tried += batch.length;
    const fresh: (UnlikeNeighbour & { isWhole: boolean })[] = [];
    for (const at of batch) {
      const candidate = places[at] as number;
      const taken = takePermitted(row, rowOf(rows, candidate), space, limits);
      const key = taken.row.join(' ');
      if (seen.has(key)) continue;
      seen.add(key);
      fresh.push({ candidate, ...taken });
    }
    const open = fresh.filter(({ isWhole }) => !isWhole);
    const answers = await asker.ask(open.map((one) => one.row));
    const reached = new Set(open.filter((_, at) => isWanted(wanted, answers[at] as number)));
    for (const one of fresh) if (one.isWhole || reached.has(one)) neighbours.push(one);
  }
  return { neighbours: neighbours.slice(0, count), wanted: places.length, tried };
}

/** Places of the least distances, in order. Only those below the last of them are sorted. */
function nearestPlaces(distances: Float64Array, count: number): Int32Array {
  const last = distances.slice().sort()[count - 1] as number;
  return Int32Array.from(distances, (_, at) => at)
    .filter((at) => (distances[at] as number) <= last)
    .sort((one, other) => (distances[one] as number) - (distances[other] as number) || one - other)
    .subarray(0, count);
}

function takePermitted(
  row: Float64Array,
  candidate: Float64Array,
  { groups }: CounterfactualSpace,
  limits: Limits,
): { row: Float64Array; isWhole: boolean } {
  const taken = candidate.slice();
  let isWhole = true;
  for (const unit of limits.units) {
    if (limits.permitsUnit(unit, row, candidate)) continue;
    isWhole = false;
    for (const group of unit) for (const column of groups[group] ?? []) taken[column] = row[column] as number;
  }
  return { row: taken, isWhole };
}
