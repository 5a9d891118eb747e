import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { orderText } from '../frame/order-text.ts';
import type { Column } from '../frame/frame.ts';

/** A category: text or a number; `null` stands for the missing value. */
export const category = z.union([z.string(), z.number(), z.null()]);
export type Category = z.infer<typeof category>;

/** Which categories are taken together as infrequent. */
export const frequencyParams = {
  /** As a whole number of rows from 1, or as a share of them below 1. */
  minFrequency: z
    .union([z.int().min(1), z.number().gt(0).lt(1)])
    .nullable()
    .default(null),
  /** The one that stands for all infrequent ones counts too. */
  maxCategories: z.int().min(1).nullable().default(null),
};
export interface FrequencyParams {
  minFrequency: number | null;
  maxCategories: number | null;
}

/** The category of a row. Of numbers, NaN is the missing value. */
export function categoryAt(column: Column, row: number): Category {
  const value = column.values[row] as string | number | null;
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

/**
 * The categories of a column with their counts: numbers by size, text by code points, the missing value last.
 *
 * @param given those to take instead of the ones found, in this order
 */
export function countCategories(
  column: Column,
  given: readonly Category[] | null,
): { categories: Category[]; counts: number[] } {
  const counts = new CategoryCounts();
  counts.add(column);
  return counts.categories(given);
}

/** Counts of the categories of a column that comes a batch at a time. */
export class CategoryCounts {
  readonly #counts = new Map<Category, number>();

  add(column: Column): void {
    // -0 is 0.
    for (let row = 0; row < column.values.length; row++) {
      const found = categoryAt(column, row);
      const key = found === 0 ? 0 : found;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** As {@link countCategories}. */
  categories(given: readonly Category[] | null): { categories: Category[]; counts: number[] } {
    const categories = given ? [...given] : [...this.#counts.keys()].toSorted(compareCategories);
    return { categories, counts: categories.map((one) => this.#counts.get(one) ?? 0) };
  }
}

/** Numbers by size, text by code points, the missing value last. */
export function compareCategories(a: Category, b: Category): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return orderText(String(a), String(b));
}

/**
 * Whether each category is infrequent, the missing value only where it counts as one. scikit-learn's `_identify_infrequent`: of equally rare
 * ones, the first go first.
 */
export function infrequentOf(
  categories: readonly Category[],
  counts: readonly number[],
  rows: number,
  { minFrequency, maxCategories, countsMissing }: FrequencyParams & { countsMissing: boolean },
): boolean[] {
  const least = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * rows : minFrequency;
  const present = categories.flatMap((one, at) => (one === null && !countsMissing ? [] : [at]));
  const infrequent = new Set(present.filter((at) => (counts[at] as number) < least));
  if (maxCategories !== null && maxCategories < present.length - infrequent.size + 1) {
    const byCount = present.toSorted((a, b) => (counts[a] as number) - (counts[b] as number));
    for (const at of byCount.slice(0, byCount.length - (maxCategories - 1))) infrequent.add(at);
  }
  return categories.map((_, at) => infrequent.has(at));
}

/** Finds the place of a category, or -1 for one that was never seen. */
export function placesOf(categories: readonly Category[]): (value: Category) => number {
  const places = new Map(categories.map((one, at) => [one, at]));
  return (value) => places.get(value) ?? -1;
}

/** @throws FeaturesError `category-unknown` naming value, row and column */
export function refuseUnknown(column: Column, row: number, categories: readonly Category[]): never {
  const value = categoryAt(column, row);
  const shown = categories.slice(0, 8).map((one) => JSON.stringify(one));
  throw new FeaturesError('category-unknown', `${JSON.stringify(value)} was not there when this was fitted`, {
    column: column.name,
    row: row + 1,
    hint: `known: ${shown.join(', ')}${categories.length > shown.length ? ', …' : ''}; or set handleUnknown`,
  });
}

/** A category in the name of a column, as Python writes it: numbers in double precision. */
export function categoryName(value: Category): string {
  if (value === null) return 'nan';
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e16
    ? `${value}.0`
    : String(value);
}
