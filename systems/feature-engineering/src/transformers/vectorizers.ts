import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Frame } from '../frame/frame.ts';
import { compareCodePoints } from './categories.ts';
import { tokenizer, tokenParams, type TokenParams } from './tokens.ts';
import { numberColumn, textColumns, type Compiled, type Transformer } from './transformer.ts';

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
  fit: (frame, given) => ({ vocabulary: learnt(frame, given).map(({ token }) => token) }),
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
  fit(frame, given) {
    const tokens = learnt(frame, given);
    const more = given.smoothIdf ? 1 : 0;
    return {
      vocabulary: tokens.map(({ token }) => token),
      idf: tokens.map(({ documents }) => Math.log((frame.rows + more) / (documents + more)) + 1),
    };
  },
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

/** The tokens that are neither too rare nor too common, by code points, with the number of texts that have them. */
function learnt(frame: Frame, given: CountParams): { token: string; documents: number }[] {
  const [column, second] = textColumns(frame);
  if (!column || second)
    throw new FeaturesError('usage', `a vectorizer takes one column, not ${frame.columns.length}`);
  const tokens = tokenizer(given);
  const found = new Map<string, { documents: number; total: number }>();
  for (const text of column.values) {
    const own = tokens(text);
    const seen = new Set<string>();
    for (const token of own) {
      const counts = found.get(token) ?? { documents: 0, total: 0 };
      counts.total++;
      if (!seen.has(token)) counts.documents++;
      seen.add(token);
      found.set(token, counts);
    }
  }
  const [least, most] = [
    given.minDf < 1 ? given.minDf * frame.rows : given.minDf,
    given.maxDf <= 1 ? given.maxDf * frame.rows : given.maxDf,
  ];
  const kept = Array.from(found, ([token, counts]) => ({ token, ...counts }))
    .filter(({ documents }) => documents >= least && documents <= most)
    .toSorted((a, b) => compareCodePoints(a.token, b.token));
  if (kept.length === 0)
    throw new FeaturesError('fit-impossible', 'no token is left', {
      column: column.name,
      hint: 'the texts may be empty, or minDf, maxDf and stopWords too strict',
    });
  if (given.maxFeatures === null || kept.length <= given.maxFeatures) return kept;
  const chosen = new Set(kept.toSorted((a, b) => b.total - a.total).slice(0, given.maxFeatures));
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
