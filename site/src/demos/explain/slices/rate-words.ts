import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { shortNumber } from '@modelfolio/pages/short-number';
import { percent } from '@modelfolio/pages/numbers';
import type { Rates, Share } from './slice-rates.ts';

/** One measure of some rows, for a table. */
export type Measure = {
  name: string;
  /** What it says; `undefined` in words where it is of nothing. */
  text: string;
  /** Its interval, or what it is counted among; empty for none. */
  note: string;
};

/** What a value is that has no rows to be made of. */
const undefinedText = 'undefined';

const count = (n: number): string => n.toLocaleString('en');

function shareMeasure(name: string, share: Share, among: string): Measure {
  return {
    name,
    text: share.of === 0 ? undefinedText : percent(share.count / share.of),
    note: share.of === 0 ? `no ${among}` : `${count(share.count)} of ${count(share.of)}`,
  };
}

/** A share with its 95 % Wilson interval. */
function judgedMeasure(name: string, share: Share, among: string): Measure {
  const measure = shareMeasure(name, share, among);
  if (share.of === 0) return measure;
  const { lower, upper } = wilsonInterval(share.count, share.of);
  return { ...measure, note: `${percent(lower)} to ${percent(upper)}` };
}

const valueMeasure = (
  name: string,
  value: number | null,
  text: (value: number) => string,
  note = '',
): Measure => ({
  name,
  text: value === null ? undefinedText : text(value),
  note,
});

/**
 * Everything that is known of some rows, in the order of the table; the number of rows is not among them.
 *
 * @param subject class or target that is looked at
 * @param threshold as text
 */
export function measuresOf(rates: Rates, subject: string, threshold: string): Measure[] {
  if (rates.kind === 'classes')
    return [
      judgedMeasure('Accuracy', rates.accuracy, 'labelled rows'),
      valueMeasure(`Mean probability of ${subject}`, rates.meanScore, percent),
      shareMeasure(`Base rate: are ${subject}`, rates.baseRate, 'labelled rows'),
      shareMeasure(`True positive rate at ${threshold}`, rates.truePositives, `rows that are ${subject}`),
      shareMeasure(
        `False positive rate at ${threshold}`,
        rates.falsePositives,
        `rows that are not ${subject}`,
      ),
      valueMeasure('Log loss', rates.logLoss, (value) => value.toFixed(4)),
    ];
  const among = `${count(rates.known)} labelled`;
  return [
    valueMeasure('Mean prediction', rates.meanPrediction, shortNumber),
    valueMeasure('Mean absolute error', rates.meanAbsoluteError, shortNumber, among),
    valueMeasure('Root mean squared error', rates.rootMeanSquaredError, shortNumber, among),
    valueMeasure('Bias: mean of predicted − actual', rates.bias, shortNumber, among),
  ];
}
