import type { Table } from '@modelfolio/inference';
import type { RegressionEvaluation, Slice } from '@modelfolio/schemas';
import { binColumn, type BinnedColumn } from './column-bins.ts';
import { fisherExact } from '@modelfolio/statistics/fisher-exact';
import type { Moments } from '@modelfolio/statistics/moments';
import { holm } from '@modelfolio/statistics/multiple-testing';
import { welchTest } from '@modelfolio/statistics/welch-test';

type WorstSlices = NonNullable<RegressionEvaluation['worstSlices']>;
type Conditions = Slice['conditions'];

const shownSlices = 10;
/** Slices that say the same as one above are counted, and so many are named. */
const namedAlike = 3;
/** A slice is told by itself where what is left of it without the rows above is worse at this level. */
const distinct = 0.05;

/** Sums of the losses of a slice: enough for both tests. */
interface Sample {
  n: number;
  sum: number;
  /** Sum of squares. */
  square: number;
}

interface Candidate extends Sample {
  name: string;
  conditions: Conditions;
  /** Column and part, one or two. */
  parts: readonly (readonly [column: BinnedColumn, part: number])[];
  pValue: number;
}

/** What is searched for: rows with a high loss. */
export interface SearchedLoss {
  metric: string;
  /** Loss of each row: 1 for a mistake, 0 for none; or an absolute error. */
  losses: ArrayLike<number>;
  /** Whether losses are 0 and 1: then the test is exact. */
  binary: boolean;
}

/**
 * Searches every value and quartile of the columns, alone and in pairs, for the slices with the highest loss beyond
 * chance. A slice is folded into one above it where, without the rows of all above, it is no worse than the other rows: the
 * same rows under another name, a part of them, or they and others that are no worse (as sequential covering finds rules,
 * Fürnkranz 1999).
 *
 * @param columns names of columns to search
 * @param metricsOf metrics of a slice, with intervals
 * @returns `null` where no column can be cut
 */
export function searchWorstSlices(
  table: Table,
  columns: readonly string[],
  { metric, losses, binary }: SearchedLoss,
  metricsOf: (rows: Uint32Array, name: string, conditions: Conditions) => Slice,
): WorstSlices | null {
  const minimumRows = Math.max(30, Math.ceil(table.rows / 100));
  const binned = columns.map((column) => binColumn(table, column)).filter((found) => found !== null);
  if (binned.length === 0) return null;
  const all = sampleOf(
    Array.from({ length: table.rows }, (_, row) => row),
    losses,
  );
  const candidates = [...singles(binned, losses), ...pairs(binned, losses)]
    .filter(({ n }) => n >= minimumRows && n <= table.rows - minimumRows)
    .map((candidate) => ({ ...candidate, pValue: pValueOf(candidate, all, binary) }));
  const adjusted = holm(candidates.map(({ pValue }) => pValue));
  const found = candidates
    .map((candidate, index) => ({ ...candidate, adjustedPValue: adjusted[index] ?? 1 }))
    .filter(({ n, sum }) => sum / n > all.sum / all.n)
    .toSorted((a, b) => a.pValue - b.pValue || b.sum / b.n - a.sum / a.n);
  const kept = distinctOf(found, losses, binary);
  return {
    metric,
    minimumRows,
    columns: binned.map(({ column }) => column),
    uncut: columns.filter((column) => !binned.some((one) => one.column === column)),
    searched: candidates.length,
    correction: 'holm',
    test: binary
      ? "Fisher's exact test, one-sided: more mistakes than among the other rows"
      : "Welch's t-test, one-sided: a greater mean absolute error than of the other rows",
    slices: kept.map(({ name, conditions, rows, pValue, adjustedPValue, alike }) => ({
      ...metricsOf(Uint32Array.from(rows), name, conditions),
      pValue,
      adjustedPValue,
      alike: { count: alike.length, names: alike.slice(0, namedAlike) },
    })),
  };
}

function singles(binned: readonly BinnedColumn[], losses: ArrayLike<number>): Omit<Candidate, 'pValue'>[] {
  return binned.flatMap((column) => {
    const samples = Array.from(column.parts, (): Sample => ({ n: 0, sum: 0, square: 0 }));
    column.partOf.forEach((part, row) => add(samples[part] as Sample, losses[row] ?? 0));
    return column.parts.map(({ name, condition }, part) => ({
      ...(samples[part] as Sample),
      name,
      conditions: [condition],
      parts: [[column, part] as const],
    }));
  });
}

function pairs(binned: readonly BinnedColumn[], losses: ArrayLike<number>): Omit<Candidate, 'pValue'>[] {
  const found: Omit<Candidate, 'pValue'>[] = [];
  for (const [index, first] of binned.entries())
    for (const second of binned.slice(index + 1)) {
      const width = second.parts.length;
      const samples = Array.from({ length: first.parts.length * width }, (): Sample => ({
        n: 0,
        sum: 0,
        square: 0,
      }));
      for (let row = 0; row < first.partOf.length; row++)
        add(
          samples[(first.partOf[row] ?? 0) * width + (second.partOf[row] ?? 0)] as Sample,
          losses[row] ?? 0,
        );
      for (const [cell, sample] of samples.entries()) {
        const [a, b] = [Math.floor(cell / width), cell % width];
        const [one, other] = [first.parts[a], second.parts[b]];
        if (one && other)
          found.push({
            ...sample,
            name: `${one.name}, ${other.name}`,
            conditions: [one.condition, other.condition],
            parts: [
              [first, a],
              [second, b],
            ],
          });
      }
    }
  return found;
}

function add(sample: Sample, loss: number): void {
  sample.n++;
  sample.sum += loss;
  sample.square += loss * loss;
}

function sampleOf(rows: readonly number[], losses: ArrayLike<number>): Sample {
  const sample = { n: 0, sum: 0, square: 0 };
  for (const row of rows) add(sample, losses[row] ?? 0);
  return sample;
}

function pValueOf(slice: Sample, all: Sample, binary: boolean): number {
  const rest = { n: all.n - slice.n, sum: all.sum - slice.sum, square: all.square - slice.square };
  if (binary) {
    const rows = [slice, rest].map(({ n, sum }) => [sum, n - sum] as const);
    return fisherExact(rows as [[number, number], [number, number]], 'greater').pValue;
  }
  const [one, other] = [momentsOf(slice), momentsOf(rest)];
  // Errors that are the same everywhere are no finding, however they differ from the rest.
  return one.variance + other.variance === 0 ? 1 : welchTest(one, other, 'greater').pValue;
}

function momentsOf({ n, sum, square }: Sample): Moments {
  const mean = sum / n;
  return { count: n, mean, variance: Math.max(0, square - sum * mean) / n };
}

interface Distinct extends Candidate {
  adjustedPValue: number;
  rows: readonly number[];
  /** Names of the slices that say the same. */
  alike: string[];
}

/** The first slices that each say something new, with the names of those that do not. */
function distinctOf(
  found: readonly (Candidate & { adjustedPValue: number })[],
  losses: ArrayLike<number>,
  binary: boolean,
): Distinct[] {
  const kept: Distinct[] = [];
  const told = new Set<number>();
  for (const candidate of found) {
    const rows = rowsOf(candidate.parts);
    const within = new Set(rows);
    const left = sampleOf(
      rows.filter((row) => !told.has(row)),
      losses,
    );
    const others = sampleOf(
      Array.from({ length: losses.length }, (_, row) => row).filter((row) => !told.has(row)),
      losses,
    );
    // The worst of all is told even where chance makes as bad a one.
    if (kept.length === 0 || isWorse(left, others, binary)) {
      if (kept.length === shownSlices) break;
      kept.push({ ...candidate, rows, alike: [] });
      for (const row of rows) told.add(row);
    } else mostShared(kept, within)?.alike.push(candidate.name);
  }
  return kept;
}

/** Whether a slice is worse than the rows outside of it, of `all`. */
function isWorse(slice: Sample, all: Sample, binary: boolean): boolean {
  return (
    slice.n > 0 &&
    slice.n < all.n &&
    slice.sum / slice.n > all.sum / all.n &&
    pValueOf(slice, all, binary) <= distinct
  );
}

/** The slice that has most of its rows in common with others. */
function mostShared(kept: readonly Distinct[], rows: ReadonlySet<number>): Distinct | undefined {
  const shared = kept.map((one) => one.rows.filter((row) => rows.has(row)).length);
  return kept[shared.indexOf(Math.max(...shared))];
}

function rowsOf(parts: Candidate['parts']): number[] {
  const [first] = parts;
  const rows = Array.from({ length: first?.[0].partOf.length ?? 0 }, (_, row) => row);
  return rows.filter((row) => parts.every(([column, part]) => column.partOf[row] === part));
}
