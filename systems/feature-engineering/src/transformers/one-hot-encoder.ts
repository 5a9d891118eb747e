import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Column } from '../frame/frame.ts';
import {
  category,
  categoryAt,
  categoryName,
  CategoryCounts,
  frequencyParams,
  infrequentOf,
  placesOf,
  refuseUnknown,
  type Category,
} from './categories.ts';
import {
  learnAtOnce,
  numberColumn,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  /** Those of each column, in order; `auto` takes the ones found. */
  categories: z.union([z.literal('auto'), z.array(z.array(category))]).default('auto'),
  /** Leaves out a category of each column: the first, the first of those with two, or one named for each column. */
  drop: z
    .union([z.enum(['first', 'if_binary']), z.array(category)])
    .nullable()
    .default(null),
  handleUnknown: z.enum(['error', 'ignore', 'infrequent_if_exist']).default('error'),
  ...frequencyParams,
});
const columnState = z.strictObject({
  categories: z.array(category),
  infrequent: z.array(z.boolean()),
  /** Place of the column that is left out, among those that would come out; `null` for none. */
  dropped: z.int().nullable(),
});
const state = z.strictObject({ columns: z.array(columnState) });
type Params = z.infer<typeof params>;
export type OneHotColumn = z.infer<typeof columnState>;

/** A column of zeros and ones for each category. */
export const oneHotEncoder: Transformer<Params, z.infer<typeof state>> = {
  kind: 'OneHotEncoder',
  input: 'any',
  params,
  state,
  fit: (frame, given) => learnAtOnce(learner(frame.columns, given), frame),
  learner,
  compile({ columns: states }, { handleUnknown }, columns) {
    const encoders = columns.map((column, at) =>
      encoderOf(column, states[at] as OneHotColumn, handleUnknown),
    );
    return {
      names: encoders.flatMap(({ names }) => names),
      run: (frame) => ({
        rows: frame.rows,
        columns: frame.columns.flatMap((column, at) => encoders[at]?.encode(column) ?? []),
      }),
    };
  },
};

function learner(columns: readonly InputColumn[], given: Params): Learner<z.infer<typeof state>> {
  const known = columns.map((column, at) => {
    const wanted = given.categories === 'auto' ? null : (given.categories[at] ?? null);
    return { column, wanted, counted: new CategoryCounts() };
  });
  let rows = 0;
  return {
    add(frame) {
      rows += frame.rows;
      frame.columns.forEach((column, at) => {
        const { wanted = null, counted } = known[at] ?? {};
        if (wanted && given.handleUnknown === 'error') refuseOthers(column, wanted);
        counted?.add(column);
      });
    },
    finish: () => ({
      columns: known.map(({ column, wanted, counted }, at) => {
        const { categories, counts } = counted.categories(wanted);
        const infrequent = infrequentOf(categories, counts, rows, { ...given, countsMissing: true });
        return { categories, infrequent, dropped: droppedOf({ categories, infrequent }, column, at, given) };
      }),
    }),
  };
}

function refuseOthers(column: Column, categories: readonly Category[]): void {
  const place = placesOf(categories);
  for (let row = 0; row < column.values.length; row++)
    if (place(categoryAt(column, row)) < 0) refuseUnknown(column, row, categories);
}

/** The categories that come out: the frequent ones, then all infrequent ones as one. */
export function groupsOf({
  categories,
  infrequent,
}: Pick<OneHotColumn, 'categories' | 'infrequent'>): Category[][] {
  const frequent = categories.filter((_, at) => !infrequent[at]).map((one) => [one]);
  const others = categories.filter((_, at) => infrequent[at]);
  return others.length === 0 ? frequent : [...frequent, others];
}

function droppedOf(
  known: Pick<OneHotColumn, 'categories' | 'infrequent'>,
  column: InputColumn,
  at: number,
  { drop }: Params,
): number | null {
  const groups = groupsOf(known);
  if (drop === null) return null;
  if (drop === 'first') return 0;
  if (drop === 'if_binary') return groups.length === 2 ? 0 : null;
  const wanted = drop[at] ?? null;
  const place = groups.findIndex((group) => group.length === 1 && group[0] === wanted);
  if (place >= 0) return place;
  throw new FeaturesError(
    'fit-impossible',
    `${JSON.stringify(wanted)} cannot be dropped: it is no category, or infrequent`,
    {
      column: column.name,
    },
  );
}

interface ColumnEncoder {
  names: string[];
  encode(column: Column): Column[];
}

function encoderOf(
  { name }: InputColumn,
  known: OneHotColumn,
  handleUnknown: Params['handleUnknown'],
): ColumnEncoder {
  const groups = groupsOf(known);
  const hasInfrequent = known.infrequent.includes(true);
  const shown = groups.map((_, at) => at).filter((at) => at !== known.dropped);
  const groupName = (group: readonly Category[], at: number): string =>
    hasInfrequent && at === groups.length - 1 ? 'infrequent_sklearn' : categoryName(group[0] ?? null);
  const names = shown.map((at) => `${name}_${groupName(groups[at] ?? [], at)}`);
  const places = new Map(groups.flatMap((group, at) => group.map((one) => [one, at] as const)));
  const unknown = handleUnknown === 'infrequent_if_exist' && hasInfrequent ? groups.length - 1 : -1;
  /** Column that comes out for each group; -1 for the one left out. */
  const outOf = groups.map((_, at) => shown.indexOf(at));
  return {
    names,
    encode(column) {
      const rows = column.values.length;
      const encoded = names.map(() => new Float64Array(rows));
      for (let row = 0; row < rows; row++) {
        const group = places.get(categoryAt(column, row)) ?? unknown;
        if (group < 0) {
          if (handleUnknown === 'error') refuseUnknown(column, row, known.categories);
          continue;
        }
        const out = encoded[outOf[group] as number];
        if (out) out[row] = 1;
      }
      return encoded.map((values, at) => numberColumn(names[at] ?? '', values));
    },
  };
}
