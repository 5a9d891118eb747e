import type { TokenParams } from '../transformers/tokens.ts';
import { dataType, type Graph } from './graph.ts';
import { tokenNodes } from './token-nodes.ts';

/** What is asked of a vectorizer, and what it has learned. */
export interface Vectorizing {
  params: TokenParams & {
    binary: boolean;
    norm?: 'l1' | 'l2' | null;
    useIdf?: boolean;
    sublinearTf?: boolean;
  };
  vocabulary: readonly string[];
  /** The weight of each token; none where tokens are only counted. */
  idf?: readonly number[];
}

/**
 * How often each token of the vocabulary is in each text `[N, 1]`, `[N, tokens]`; weighted where there are weights.
 *
 * @throws FeaturesError `onnx-impossible` for what would not come out the same
 */
export function vectorNodes(graph: Graph, text: string, { params, vocabulary, idf }: Vectorizing): string {
  const tokens = tokenNodes(graph, text, params, vocabulary);
  const counted = counts(graph, tokens, vocabulary, params.analyzer);
  const count = params.binary ? graph.add('Min', [counted, graph.numbers([1])]) : counted;
  if (!idf) return count;
  const frequency = params.sublinearTf ? sublinear(graph, count) : count;
  const weights = params.useIdf
    ? graph.add('Mul', [frequency, graph.numbers(idf, [1, idf.length])])
    : frequency;
  if (!params.norm) return weights;
  const along = graph.integers([1], [1]);
  const size =
    params.norm === 'l1'
      ? graph.add('ReduceSum', [weights, along], { keepdims: 1 })
      : graph.add('Sqrt', [
          graph.add('ReduceSum', [graph.add('Mul', [weights, weights]), along], { keepdims: 1 }),
        ]);
  const isEmpty = graph.add('Equal', [size, graph.numbers([0])]);
  return graph.add('Div', [weights, graph.add('Where', [isEmpty, graph.numbers([1]), size])]);
}

/** `TfIdfVectorizer` counts in single precision, which holds whole numbers exactly up to 16,777,216. */
function counts(
  graph: Graph,
  tokens: string,
  vocabulary: readonly string[],
  analyzer: TokenParams['analyzer'],
): string {
  const grams = vocabulary.map((token, at) => ({
    at,
    units: analyzer === 'word' ? token.split(' ') : Array.from(token),
  }));
  const sizes = grams.map(({ units }) => units.length);
  const most = Math.max(...sizes);
  const bySize = Array.from({ length: most }, (_, less) =>
    grams.filter(({ units }) => units.length === less + 1),
  );
  const starts = bySize.map((_, size) =>
    bySize.slice(0, size).reduce((sum, own, less) => sum + own.length * (less + 1), 0),
  );
  const counted = graph.add('TfIdfVectorizer', [tokens], {
    mode: 'TF',
    min_gram_length: Math.min(...sizes),
    max_gram_length: most,
    max_skip_count: 0,
    pool_strings: bySize.flat().flatMap(({ units }) => units),
    ngram_counts: starts,
    ngram_indexes: bySize.flat().map(({ at }) => at),
  });
  return graph.add('Cast', [counted], { to: dataType.double });
}

/** 1 + log of each count that is not zero. */
function sublinear(graph: Graph, count: string): string {
  const one = graph.numbers([1]);
  const more = graph.add('Add', [graph.add('Log', [graph.add('Max', [count, one])]), one]);
  return graph.add('Where', [graph.add('Greater', [count, graph.numbers([0])]), more, count]);
}
