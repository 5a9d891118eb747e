/**
 * What a threshold does, of the rows that it finds and the false alarms that it raises: the same definitions as a
 * `thresholdRow` of the evaluation. A share of no rows is `null`.
 *
 * @param found true positives
 * @param alarms false positives
 */
export function thresholdNumbers(found: number, alarms: number, positives: number, negatives: number) {
  const missed = positives - found;
  const spared = negatives - alarms;
  return {
    truePositives: found,
    falsePositives: alarms,
    falseNegatives: missed,
    trueNegatives: spared,
    recall: share(found, positives),
    precision: share(found, found + alarms),
    specificity: share(spared, negatives),
    f1: share(2 * found, 2 * found + alarms + missed),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
