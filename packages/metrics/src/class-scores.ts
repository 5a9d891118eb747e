/** Precision, recall and F1 of each class, and what is made of them. All shares from 0 to 1. */
export interface ClassScores {
  accuracy: number;
  /** Mean recall of the classes that have rows, as scikit-learn's `balanced_accuracy_score`. */
  balancedAccuracy: number;
  macroPrecision: number;
  macroRecall: number;
  macroF1: number;
  /** Mean F1 weighted by the rows of each class. */
  weightedF1: number;
  precision: Float64Array;
  recall: Float64Array;
  f1: Float64Array;
  /** Rows of each class. */
  support: Uint32Array;
  /** Rows predicted to be of each class. */
  predictedRows: Uint32Array;
}

/**
 * Scores from a confusion matrix, by scikit-learn's conventions: 0 where a denominator is 0
 * (`zero_division=0`), macro averages over all classes with equal weight, F1 = 2·TP / (actual + predicted).
 *
 * @param counts `classes × classes`, see {@link confusionMatrix}
 */
export function classScores(counts: Uint32Array, classes: number): ClassScores {
  const precision = new Float64Array(classes);
  const recall = new Float64Array(classes);
  const f1 = new Float64Array(classes);
  const support = new Uint32Array(classes);
  const predictedRows = new Uint32Array(classes);
  let correct = 0;
  let total = 0;
  for (let label = 0; label < classes; label++) {
    let actual = 0;
    let predicted = 0;
    for (let other = 0; other < classes; other++) {
      actual += counts[label * classes + other] ?? 0;
      predicted += counts[other * classes + label] ?? 0;
    }
    const hits = counts[label * classes + label] ?? 0;
    precision[label] = share(hits, predicted);
    recall[label] = share(hits, actual);
    f1[label] = share(2 * hits, actual + predicted);
    support[label] = actual;
    predictedRows[label] = predicted;
    correct += hits;
    total += actual;
  }
  return {
    accuracy: share(correct, total),
    balancedAccuracy: mean(recall.filter((_, label) => (support[label] ?? 0) > 0)),
    macroPrecision: mean(precision),
    macroRecall: mean(recall),
    macroF1: mean(f1),
    weightedF1: share(
      f1.reduce((sum, value, label) => sum + value * (support[label] ?? 0), 0),
      total,
    ),
    precision,
    recall,
    f1,
    support,
    predictedRows,
  };
}

/** Arithmetic mean; 0 of nothing. */
function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return share(sum, values.length);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
