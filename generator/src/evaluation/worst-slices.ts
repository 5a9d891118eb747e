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
 * chance. A pair is left out where one of its columns alone is as bad.
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
  const kept = found.filter((candidate, place) => !isExplained(candidate, found.slice(0, place)));
  return {
    metric,
    minimumRows,
    columns: binned.map(({ column }) => column),
    searched: candidates.length,
    correction: 'holm',
    test: binary
      ? "Fisher's exact test, one-sided: more mistakes than among the other rows"
      : "Welch's t-test, one-sided: a greater mean absolute error than of the other rows",
    slices: kept.slice(0, shownSlices).map(({ name, conditions, parts, pValue, adjustedPValue }) => {
      const rows = rowsOf(parts, table.rows);
      return { ...metricsOf(rows, name, conditions), pValue, adjustedPValue };
    }),
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

/** A pair says nothing new where one of its parts stands above it already. */
function isExplained({ parts }: Candidate, better: readonly Candidate[]): boolean {
  return better.some(
    (other) =>
      other.parts.length < parts.length &&
      other.parts.every(([column, part]) =>
        parts.some(([own, ownPart]) => own === column && ownPart === part),
      ),
  );
}

function rowsOf(parts: Candidate['parts'], rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row).filter((row) =>
    parts.every(([column, part]) => column.partOf[row] === part),
  );
}
