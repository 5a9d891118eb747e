import { report, type Report, type ReportFigure } from '@modelfolio/schemas';

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
 * @param measuredAt milliseconds since 1970
 * @throws ZodError when it does not fit the schema
 */
export function evaluateReport(
  cases: readonly EvaluateCase[],
  environment: Report['environment'],
  measuredAt: number,
): Report {
  const figures = cases.flatMap((measured) => {
    const { classes, modelfolio, scikitLearn, sampled, replicates } = measured;
    const figure = (
      label: string,
      value: number,
      format: ReportFigure['format'],
      better: ReportFigure['better'],
      n: number | null = null,
    ): ReportFigure => ({
      label: `${label}, ${classes} classes`,
      value,
      format,
      unit: null,
      better,
      interval: null,
      n,
    });
    return [
      [`speedup${classes}`, figure('Modelfolio over scikit-learn', speedup(measured), 'ratio', 'higher')],
      [`seconds${classes}`, figure('Modelfolio', modelfolio.seconds, 'seconds', 'lower', replicates)],
      [
        `scikitLearnSeconds${classes}`,
        figure('scikit-learn, scaled', scaledSeconds(measured), 'seconds', 'lower', sampled),
      ],
      [`peakBytes${classes}`, figure('Peak memory of Modelfolio', modelfolio.peakBytes, 'bytes', 'lower')],
      [
        `scikitLearnPeakBytes${classes}`,
        figure('Peak memory of scikit-learn', scikitLearn.peakBytes, 'bytes', 'lower'),
      ],
    ] as const;
  });
  const [{ rows, replicates, sampled } = { rows: 0, replicates: 0, sampled: 0 }] = cases;
  return report.parse({
    schemaVersion: 1,
    id: 'evaluate-benchmark',
    kind: 'benchmark',
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
    charts: [],
    environment,
    measuredAt: new Date(measuredAt).toISOString(),
    command: 'npm run bench:evaluate',
  });
}
