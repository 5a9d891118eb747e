import { marginsOf, shareOrZero, type Margins } from './confusion-matrix.ts';

/** Precision, recall and F1 of each class, and what is made of them. All shares from 0 to 1. */
export interface ClassScores extends Margins {
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
}

/**
 * Scores from a confusion matrix, by scikit-learn's conventions: 0 where a denominator is 0
 * (`zero_division=0`), macro averages over all classes with equal weight, F1 = 2·TP / (actual + predicted).
 *
 * @param counts `classes × classes`, see {@link confusionMatrix}
 */
export function classScores(counts: Uint32Array, classes: number): ClassScores {
  const margins = marginsOf(counts, classes);
  const { hits, support, predictedRows } = margins;
  const precision = new Float64Array(classes);
  const recall = new Float64Array(classes);
  const f1 = new Float64Array(classes);
  let correct = 0;
  let total = 0;
  for (let label = 0; label < classes; label++) {
    const [hit, actual, predicted] = [hits[label], support[label], predictedRows[label]] as [
      number,
      number,
      number,
    ];
    precision[label] = shareOrZero(hit, predicted);
    recall[label] = shareOrZero(hit, actual);
    f1[label] = shareOrZero(2 * hit, actual + predicted);
    correct += hit;
    total += actual;
  }
  return {
    ...margins,
    accuracy: shareOrZero(correct, total),
    balancedAccuracy: mean(recall.filter((_, label) => (support[label] ?? 0) > 0)),
    macroPrecision: mean(precision),
    macroRecall: mean(recall),
    macroF1: mean(f1),
    weightedF1: shareOrZero(
      f1.reduce((sum, value, label) => sum + value * (support[label] ?? 0), 0),
      total,
    ),
    precision,
    recall,
    f1,
  };
}

/** Arithmetic mean; 0 of nothing. */
function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return shareOrZero(sum, values.length);
}
