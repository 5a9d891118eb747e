import { toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import {
  category,
  categoryAt,
  CategoryCounts,
  frequencyParams,
  infrequentOf,
  refuseUnknown,
  type Category,
} from './categories.ts';
import {
  learnAtOnce,
  numberColumn,
  stateNumber,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z
  .strictObject({
    categories: z.union([z.literal('auto'), z.array(z.array(category))]).default('auto'),
    handleUnknown: z.enum(['error', 'use_encoded_value']).default('error'),
    unknownValue: stateNumber.nullable().default(null),
    encodedMissingValue: stateNumber.default('NaN'),
    ...frequencyParams,
  })
  .refine(
    ({ handleUnknown, unknownValue }) => (handleUnknown === 'use_encoded_value') === (unknownValue !== null),
    'handleUnknown use_encoded_value and unknownValue go together',
  );
const columnState = z.strictObject({ categories: z.array(category), infrequent: z.array(z.boolean()) });
const state = z.strictObject({ columns: z.array(columnState) });

/** The place of each category as a number. */
export const ordinalEncoder: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'OrdinalEncoder',
  input: 'any',
  params,
  state,
  fit: (frame, given) => learnAtOnce(learner(frame.columns, given), frame),
  learner,
  compile({ columns: states }, { unknownValue, encodedMissingValue }, columns) {
    const codes = states.map((known) => codesOf(known, toNumber(encodedMissingValue)));
    const unknown = unknownValue === null ? null : toNumber(unknownValue);
    return {
      names: columns.map(({ name }) => name),
      run: (frame) => ({
        rows: frame.rows,
        columns: frame.columns.map((column, at) => {
          const encoded = new Float64Array(frame.rows);
          for (let row = 0; row < frame.rows; row++) {
            const code = codes[at]?.get(categoryAt(column, row)) ?? unknown;
            encoded[row] = code ?? refuseUnknown(column, row, states[at]?.categories ?? []);
          }
          return numberColumn(column.name, encoded);
        }),
      }),
    };
  },
};

function learner(
  columns: readonly InputColumn[],
  given: z.infer<typeof params>,
): Learner<z.infer<typeof state>> {
  const counted = columns.map(() => new CategoryCounts());
  let rows = 0;
  return {
    add(frame) {
      rows += frame.rows;
      frame.columns.forEach((column, at) => counted[at]?.add(column));
    },
    finish: () => ({
      columns: counted.map((own, at) => {
        const wanted = given.categories === 'auto' ? null : (given.categories[at] ?? null);
        const { categories, counts } = own.categories(wanted);
        return {
          categories,
          infrequent: infrequentOf(categories, counts, rows, { ...given, countsMissing: false }),
        };
      }),
    }),
  };
}

/** The number of each category: the frequent ones in order, then one for all infrequent ones. */
export function codesOf(
  { categories, infrequent }: z.infer<typeof columnState>,
  missing: number,
): Map<Category, number> {
  const frequent = categories.filter((one, at) => one !== null && !infrequent[at]);
  return new Map(
    categories.map((one, at) => [
      one,
      one === null ? missing : infrequent[at] ? frequent.length : frequent.indexOf(one),
    ]),
  );
}
