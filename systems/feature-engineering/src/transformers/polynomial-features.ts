import { z } from 'zod';
import {
  learnAtOnce,
  numberColumn,
  numberColumns,
  refuseInfinities,
  refuseMissing,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  /** Greatest degree, or the least and the greatest. */
  degree: z.union([z.int().min(0), z.tuple([z.int().min(0), z.int().min(0)])]).default(2),
  interactionOnly: z.boolean().default(false),
  includeBias: z.boolean().default(true),
});
const state = z.strictObject({});
type Params = z.infer<typeof params>;

/** Products of columns up to a degree. */
export const polynomialFeatures: Transformer<Params, z.infer<typeof state>> = {
  kind: 'PolynomialFeatures',
  input: 'number',
  params,
  state,
  fit: (frame) => learnAtOnce(learner(), frame),
  learner,
  compile(_, given, columns) {
    const terms = termsOf(columns.length, given);
    const names = terms.map((term) => termName(term, columns));
    return {
      names,
      run(frame) {
        refuseMissing(frame, 'PolynomialFeatures');
        const values = numberColumns(frame);
        return {
          rows: frame.rows,
          columns: terms.map((term, at) => {
            const product = new Float64Array(frame.rows).fill(1);
            for (const column of term) {
              const factors = values[column]?.values as Float64Array;
              for (let row = 0; row < frame.rows; row++)
                product[row] = (product[row] as number) * (factors[row] as number);
            }
            return numberColumn(names[at] ?? '', product);
          }),
        };
      },
    };
  },
};

/** There is nothing to learn, only something to refuse. */
function learner(): Learner<z.infer<typeof state>> {
  return {
    add(frame) {
      refuseInfinities(frame);
      refuseMissing(frame, 'PolynomialFeatures');
    },
    finish: () => ({}),
  };
}

/** The columns that each product is made of, in scikit-learn's order: by degree, then by the first column. */
export function termsOf(columns: number, { degree, interactionOnly, includeBias }: Params): number[][] {
  const [least, most] = typeof degree === 'number' ? [0, degree] : degree;
  const terms: number[][] = includeBias ? [[]] : [];
  for (let size = Math.max(1, least); size <= most; size++)
    terms.push(...combinations(columns, size, interactionOnly));
  return terms;
}

function combinations(columns: number, size: number, isDistinct: boolean, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: Math.max(0, columns - from) }, (_, offset) => from + offset).flatMap((first) =>
    combinations(columns, size - 1, isDistinct, isDistinct ? first + 1 : first).map((rest) => [
      first,
      ...rest,
    ]),
  );
}

function termName(term: readonly number[], columns: readonly InputColumn[]): string {
  if (term.length === 0) return '1';
  const powers = new Map<number, number>();
  for (const column of term) powers.set(column, (powers.get(column) ?? 0) + 1);
  return Array.from(
    powers,
    ([column, power]) => `${columns[column]?.name}${power === 1 ? '' : `^${power}`}`,
  ).join(' ');
}
