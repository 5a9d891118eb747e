import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { orderText } from '../frame/order-text.ts';
import { tokenizer, tokenParams, type TokenParams } from './tokens.ts';
import {
  learnAtOnce,
  numberColumn,
  textColumns,
  type Compiled,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const countParams = z.strictObject({
  ...tokenParams,
  /** Least and most documents that a token may be in: a number from 1, or a share. */
  minDf: z.union([z.int().min(1), z.number().min(0).lt(1)]).default(1),
  maxDf: z.union([z.int().min(2), z.number().min(0).max(1)]).default(1),
  maxFeatures: z.int().min(1).nullable().default(null),
  binary: z.boolean().default(false),
});
const countState = z.strictObject({ vocabulary: z.array(z.string()) });
type CountParams = z.infer<typeof countParams>;

/** How often each token of the vocabulary is in a text. */
export const countVectorizer: Transformer<CountParams, z.infer<typeof countState>> = {
  kind: 'CountVectorizer',
  input: 'text',
  params: countParams,
  state: countState,
  fit: (frame, given) => learnAtOnce(countLearner(frame.columns, given), frame),
  learner: countLearner,
  compile: ({ vocabulary }, given) => counting(vocabulary, given, (counts) => counts),
};

const tfidfParams = countParams.extend({
  norm: z.enum(['l1', 'l2']).nullable().default('l2'),
  useIdf: z.boolean().default(true),
  smoothIdf: z.boolean().default(true),
  sublinearTf: z.boolean().default(false),
});
const tfidfState = z.strictObject({ vocabulary: z.array(z.string()), idf: z.array(z.number()) });
type TfidfParams = z.infer<typeof tfidfParams>;

/** Counts weighted by how rare a token is: Salton and Buckley 1988, with scikit-learn's smoothing. */
export const tfidfVectorizer: Transformer<TfidfParams, z.infer<typeof tfidfState>> = {
  kind: 'TfidfVectorizer',
  input: 'text',
  params: tfidfParams,
  state: tfidfState,
  fit: (frame, given) => learnAtOnce(tfidfLearner(frame.columns, given), frame),
  learner: tfidfLearner,
  compile: ({ vocabulary, idf }, given) =>
    counting(vocabulary, given, (counts) => {
      const weights = counts.map((count, at) => {
        const frequency = given.sublinearTf && count > 0 ? 1 + Math.log(count) : count;
        return given.useIdf ? frequency * (idf[at] as number) : frequency;
      });
      const size =
        given.norm === 'l2'
          ? Math.hypot(...weights)
          : given.norm === 'l1'
            ? weights.reduce((sum, one) => sum + one, 0)
            : 1;
      return size === 0 ? weights : weights.map((weight) => weight / size);
    }),
};

function countLearner(
  columns: readonly InputColumn[],
  given: CountParams,
): Learner<z.infer<typeof countState>> {
  return tokenLearner(columns, given, (tokens) => ({ vocabulary: tokens.map(({ token }) => token) }));
}

function tfidfLearner(
  columns: readonly InputColumn[],
  given: TfidfParams,
): Learner<z.infer<typeof tfidfState>> {
  const more = given.smoothIdf ? 1 : 0;
  return tokenLearner(columns, given, (tokens, rows) => ({
    vocabulary: tokens.map(({ token }) => token),
    idf: tokens.map(({ documents }) => Math.log((rows + more) / (documents + more)) + 1),
  }));
}

/** A token with the number of texts that have it, and how often it is in all of them. */
interface CountedToken {
  token: string;
  documents: number;
  total: number;
}

/** Counts tokens, and makes a state of those that are neither too rare nor too common, by code points. */
function tokenLearner<State>(
  columns: readonly InputColumn[],
  given: CountParams,
  stateOf: (tokens: readonly CountedToken[], rows: number) => State,
): Learner<State> {
  const [column, second] = columns;
  if (!column || second)
    throw new FeaturesError('usage', `a vectorizer takes one column, not ${columns.length}`);
  const tokens = tokenizer(given);
  const found = new Map<string, { documents: number; total: number }>();
  let rows = 0;
  return {
    add(frame) {
      rows += frame.rows;
      for (const text of textColumns(frame)[0]?.values ?? []) {
        const seen = new Set<string>();
        for (const token of tokens(text)) {
          const counts = found.get(token) ?? { documents: 0, total: 0 };
          counts.total++;
          if (!seen.has(token)) counts.documents++;
          seen.add(token);
          found.set(token, counts);
        }
      }
    },
    finish: () => stateOf(keptTokens(found, rows, column.name, given), rows),
  };
}

function keptTokens(
  found: ReadonlyMap<string, { documents: number; total: number }>,
  rows: number,
  column: string,
  { minDf, maxDf, maxFeatures }: CountParams,
): CountedToken[] {
  const [least, most] = [minDf < 1 ? minDf * rows : minDf, maxDf <= 1 ? maxDf * rows : maxDf];
  const kept = Array.from(found, ([token, counts]) => ({ token, ...counts }))
    .filter(({ documents }) => documents >= least && documents <= most)
    .toSorted((a, b) => orderText(a.token, b.token));
  if (kept.length === 0)
    throw new FeaturesError('fit-impossible', 'no token is left', {
      column,
      hint: 'the texts may be empty, or minDf, maxDf and stopWords too strict',
    });
  if (maxFeatures === null || kept.length <= maxFeatures) return kept;
  const chosen = new Set(kept.toSorted((a, b) => b.total - a.total).slice(0, maxFeatures));
  return kept.filter((one) => chosen.has(one));
}

function counting(
  vocabulary: readonly string[],
  given: TokenParams & { binary: boolean },
  weigh: (counts: Float64Array) => Float64Array,
): Compiled {
  const tokens = tokenizer(given);
  const places = new Map(vocabulary.map((token, at) => [token, at]));
  return {
    names: vocabulary,
    run(frame) {
      const out = vocabulary.map(() => new Float64Array(frame.rows));
      textColumns(frame)[0]?.values.forEach((text, row) => {
        const counts = new Float64Array(vocabulary.length);
        for (const token of tokens(text)) {
          const at = places.get(token);
          if (at !== undefined) counts[at] = given.binary ? 1 : (counts[at] as number) + 1;
        }
        weigh(counts).forEach((value, at) => ((out[at] as Float64Array)[row] = value));
      });
      return {
        rows: frame.rows,
        columns: out.map((values, at) => numberColumn(vocabulary[at] ?? '', values)),
      };
    },
  };
}
