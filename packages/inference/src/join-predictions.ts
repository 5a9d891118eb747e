import type { Predictions } from './predictions.ts';

/**
 * Predictions of parts of a table as those of the whole.
 *
 * @throws RangeError when there are no parts
 */
export function joinPredictions(parts: readonly Predictions[]): Predictions {
  const [first] = parts;
  if (!first) throw new RangeError('no rows to predict');
  if (parts.length === 1) return first;
  if (first.kind === 'classes') {
    const all = parts.filter((part) => part.kind === 'classes');
    return {
      ...first,
      probabilities: joined(all.map(({ probabilities }) => probabilities)),
      predicted: Uint32Array.from(joined(all.map(({ predicted }) => predicted))),
    };
  }
  const all = parts.filter((part) => part.kind === 'values');
  return {
    ...first,
    values: first.values.map((_, target) => joined(all.map(({ values }) => values[target] ?? []))),
  };
}

function joined(parts: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
