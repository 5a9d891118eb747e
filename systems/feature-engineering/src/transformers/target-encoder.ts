import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Frame } from '../frame/frame.ts';
import { moments } from '@modelfolio/statistics/moments';
import { mostSeed } from '@modelfolio/statistics/numpy-random';
import {
  category,
  categoryAt,
  categoryName,
  compareCategories,
  countCategories,
  placesOf,
  type Category,
} from './categories.ts';
import { kFolds, stratifiedFolds } from './folds.ts';
import {
  numberColumn,
  stateNumbers,
  type Compiled,
  type InputColumn,
  type Target,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  categories: z.union([z.literal('auto'), z.array(z.array(category))]).default('auto'),
  targetType: z.enum(['auto', 'continuous', 'binary', 'multiclass']).default('auto'),
  /** How far rare categories are drawn to the mean of all; `auto` by the variances (empirical Bayes). */
  smooth: z.union([z.literal('auto'), z.number().min(0)]).default('auto'),
  /** Folds of the cross-fitting. */
  cv: z.int().min(2).default(5),
  shuffle: z.boolean().default(true),
  /** Seed of the shuffling: the folds are those of scikit-learn with the same one. */
  randomState: z.int().min(0).max(mostSeed).default(0),
});
const state = z.strictObject({
  /** Empty for a continuous target. */
  classes: z.array(z.union([z.string(), z.number()])),
  targetMean: stateNumbers,
  categories: z.array(z.array(category)),
  /** For each column, and for each class where there are more than two, a number for each category. */
  encodings: z.array(stateNumbers),
});
type Params = z.infer<typeof params>;
type State = z.infer<typeof state>;

/**
 * The mean of the target for each category, drawn to the mean of all: Micci-Barreca 2001. The training rows get theirs from
 * the other folds, so that no row sees its own target.
 */
export const targetEncoder: Transformer<Params, State> = {
  kind: 'TargetEncoder',
  input: 'any',
  params,
  state,
  fit: (frame, given, target) => fitState(frame, given, needed(target, frame)),
  compile: (learned, _, columns) => compiled(learned, columns),
  fitTransform(frame, given, target) {
    const known = needed(target, frame);
    const learned = fitState(frame, given, known);
    const { targets, codes } = encodedTarget(known, given);
    const options = { folds: given.cv, seed: given.shuffle ? given.randomState : null };
    if (frame.rows < given.cv)
      throw new FeaturesError(
        'fit-impossible',
        `${frame.rows} rows cannot be parted into ${given.cv} folds`,
        {
          hint: 'lower cv',
        },
      );
    const fold = codes ? stratifiedFolds(codes, options) : kFolds(frame.rows, options);
    const names = compiled(learned, inputs(frame)).names;
    const encoded = names.map(() => new Float64Array(frame.rows));
    const places = frame.columns.map((column, at) => {
      const place = placesOf(learned.categories[at] ?? []);
      return Int32Array.from({ length: frame.rows }, (__, row) => place(categoryAt(column, row)));
    });
    for (let held = 0; held < given.cv; held++)
      frame.columns.forEach((_column, at) => {
        targets.forEach((values, one) => {
          const own = encodingOf(places[at] as Int32Array, values, (row) => fold[row] !== held, {
            count: learned.categories[at]?.length ?? 0,
            smooth: given.smooth,
          });
          const out = encoded[at * targets.length + one] as Float64Array;
          for (let row = 0; row < frame.rows; row++)
            if (fold[row] === held) out[row] = own.encoding[places[at]?.[row] ?? -1] ?? own.mean;
        });
      });
    return {
      state: learned,
      frame: {
        rows: frame.rows,
        columns: encoded.map((values, at) => numberColumn(names[at] ?? '', values)),
      },
    };
  },
};

const inputs = (frame: Frame): InputColumn[] => frame.columns.map(({ name, type }) => ({ name, type }));

function needed(target: Target | null, frame: Frame): Target {
  if (target === null)
    throw new FeaturesError('fit-impossible', 'TargetEncoder needs the target', { hint: 'name its column' });
  if (target.values.length !== frame.rows)
    throw new FeaturesError(
      'frame-invalid',
      `the target has ${target.values.length} values for ${frame.rows} rows`,
    );
  return target;
}

function fitState(frame: Frame, given: Params, target: Target): State {
  const { targets, classes } = encodedTarget(target, given);
  const categories = frame.columns.map(
    (column, at) =>
      countCategories(column, given.categories === 'auto' ? null : (given.categories[at] ?? null)).categories,
  );
  const encodings = frame.columns.flatMap((column, at) => {
    const known = categories[at] as Category[];
    const place = placesOf(known);
    const places = Int32Array.from({ length: frame.rows }, (_, row) => place(categoryAt(column, row)));
    return targets.map((values) =>
      Array.from(
        encodingOf(places, values, () => true, { count: known.length, smooth: given.smooth }).encoding,
        fromNumber,
      ),
    );
  });
  return {
    classes,
    targetMean: targets.map((values) => fromNumber(moments(values).mean)),
    categories,
    encodings,
  };
}

/** The target as numbers: itself, whether it is the second class, or whether it is each class. */
function encodedTarget(
  { values }: Target,
  { targetType }: Params,
): { targets: Float64Array[]; classes: (string | number)[]; codes: Int32Array | null } {
  const distinct = [...new Set<string | number>(values)];
  const isNumeric = distinct.every((value) => typeof value === 'number');
  const isWhole = isNumeric && distinct.every((value) => Number.isInteger(value));
  const kind =
    targetType === 'auto'
      ? isNumeric && !isWhole
        ? 'continuous'
        : distinct.length <= 2
          ? 'binary'
          : 'multiclass'
      : targetType;
  if (kind === 'continuous') {
    if (!isNumeric) throw new FeaturesError('fit-impossible', 'a continuous target must be numbers');
    return { targets: [Float64Array.from(values as ArrayLike<number>)], classes: [], codes: null };
  }
  const classes = distinct.toSorted(compareCategories);
  if (kind === 'binary' && classes.length > 2)
    throw new FeaturesError('fit-impossible', `a binary target has two classes, this has ${classes.length}`);
  const place = new Map(classes.map((one, at) => [one, at]));
  const codes = Int32Array.from(Array.from<string | number>(values), (value) => place.get(value) as number);
  const targets =
    kind === 'binary'
      ? [Float64Array.from(codes)]
      : classes.map((_, one) => Float64Array.from(codes, (code) => Number(code === one)));
  return { targets, classes, codes };
}

/** The encoding of each category from the rows that count, and the mean of their targets. */
function encodingOf(
  places: Int32Array,
  target: Float64Array,
  counts: (row: number) => boolean,
  { count, smooth }: { count: number; smooth: Params['smooth'] },
): { encoding: Float64Array; mean: number } {
  const { mean, variance } = moments(target.filter((_, row) => counts(row)));
  const [rows, sums, squares] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const each = (take: (place: number, value: number) => void): void =>
    target.forEach((value, row) => {
      const place = places[row] as number;
      if (place >= 0 && counts(row)) take(place, value);
    });
  each((place, value) => {
    rows[place] = (rows[place] as number) + 1;
    sums[place] = (sums[place] as number) + value;
  });
  each((place, value) => {
    const difference = value - (sums[place] as number) / (rows[place] as number);
    squares[place] = (squares[place] as number) + difference * difference;
  });
  const encoding = rows.map((own, at) => {
    const sum = sums[at] as number;
    if (own === 0) return mean;
    if (smooth !== 'auto') return (sum + smooth * mean) / (own + smooth);
    // How much the category's own mean counts: its share of the variance (empirical Bayes).
    const trust = (variance * own) / (variance * own + (squares[at] as number) / own);
    return Number.isNaN(trust) ? mean : (trust * sum) / own + (1 - trust) * mean;
  });
  return { encoding, mean };
}

function compiled(
  { classes, targetMean, categories, encodings }: State,
  columns: readonly InputColumn[],
): Compiled {
  const each = targetMean.length;
  const names = columns.flatMap(({ name }) =>
    each === 1
      ? [name]
      : classes.map(
          (one) => `${name}_${typeof one === 'number' ? categoryName(one).replace(/\.0$/, '') : one}`,
        ),
  );
  const places = categories.map(placesOf);
  const numbers = encodings.map((encoding) => Float64Array.from(encoding, toNumber));
  const means = targetMean.map(toNumber);
  return {
    names,
    run: (frame) => ({
      rows: frame.rows,
      columns: frame.columns.flatMap((column, at) =>
        Array.from({ length: each }, (_, one) => {
          const encoding = numbers[at * each + one] as Float64Array;
          const values = Float64Array.from({ length: frame.rows }, (__, row) => {
            const place = places[at]?.(categoryAt(column, row)) ?? -1;
            return place < 0 ? (means[one] as number) : (encoding[place] as number);
          });
          return numberColumn(names[at * each + one] ?? '', values);
        }),
      ),
    }),
  };
}
