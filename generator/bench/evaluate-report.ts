import { benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Report } from '@modelfolio/schemas';

/** What one process measured. */
export interface Reading {
  seconds: number;
  peakBytes: number;
  /** Of all rows: both sides must have read and ranked the same. */
  rocAuc: number;
}

/** One kind of predictions, judged by both. */
export interface EvaluateCase {
  classes: number;
  rows: number;
  replicates: number;
  modelfolio: Reading;
  /** Resamples that scikit-learn was timed on. */
  sampled: number;
  scikitLearn: Reading;
}

/**
 * How many times faster modelfolio was, scikit-learn's time scaled to as many resamples.
 *
 * @throws RangeError when the two did not compute the same
 */
export function speedup(measured: EvaluateCase): number {
  const { modelfolio, scikitLearn } = measured;
  if (Math.abs(modelfolio.rocAuc - scikitLearn.rocAuc) > 1e-9)
    throw new RangeError(`ROC AUC is ${modelfolio.rocAuc} here and ${scikitLearn.rocAuc} by scikit-learn`);
  return scaledSeconds(measured) / modelfolio.seconds;
}

function scaledSeconds({ scikitLearn, replicates, sampled }: EvaluateCase): number {
  return (scikitLearn.seconds * replicates) / sampled;
}

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function evaluateReport(cases: readonly EvaluateCase[], circumstances: Circumstances): Report {
  const figures = cases.flatMap((measured) => {
    const { classes, modelfolio, scikitLearn, sampled, replicates } = measured;
    const of = (label: string): string => `${label}, ${classes} classes`;
    return [
      [
        `speedup${classes}`,
        figure(of('Time: scikit-learn ÷ Modelfolio'), speedup(measured), 'ratio', 'higher'),
      ],
      [`seconds${classes}`, figure(of('Modelfolio'), modelfolio.seconds, 'seconds', 'lower', replicates)],
      [
        `scikitLearnSeconds${classes}`,
        figure(of('scikit-learn, scaled'), scaledSeconds(measured), 'seconds', 'lower', sampled),
      ],
      [
        `peakBytes${classes}`,
        figure(of('Peak memory of Modelfolio'), modelfolio.peakBytes, 'bytes', 'lower'),
      ],
      [
        `scikitLearnPeakBytes${classes}`,
        figure(of('Peak memory of scikit-learn'), scikitLearn.peakBytes, 'bytes', 'lower'),
      ],
    ] as const;
  });
  const [{ rows, replicates, sampled } = { rows: 0, replicates: 0, sampled: 0 }] = cases;
  const content = {
    system: 'experiments',
    title: 'A thousand resamples of a hundred thousand predictions',
    question: 'How long do the intervals of all metrics of a classifier take?',
    method:
      `${rows.toLocaleString('en')} predictions made at random, of two classes and of ten. Modelfolio computes all its metrics of a classifier, those of each class and the areas under both curves, ` +
      `for all rows and for ${replicates.toLocaleString('en')} bootstrap resamples. scikit-learn computes the same metrics (the calibration error, which it lacks, by NumPy) for ${sampled} resamples, and its time is scaled. ` +
      'Starting the process and reading the file are not timed; both use one process.',
    figures: Object.fromEntries(figures),
    tables: [
      {
        title: 'Time and peak memory',
        columns: ['Classes', 'Modelfolio, s', 'scikit-learn, s (scaled)', 'Ratio', 'MB', 'scikit-learn, MB'],
        rows: cases.map((measured) => [
          measured.classes,
          measured.modelfolio.seconds,
          scaledSeconds(measured),
          speedup(measured),
          measured.modelfolio.peakBytes / 1e6,
          measured.scikitLearn.peakBytes / 1e6,
        ]),
      },
    ],
  };
  return benchReport('evaluate', content, circumstances);
}
