import { cardOf, classifier, recordOf, regressor, type Lie, type AnyRecord } from './lie.ts';

/** Forged, and the card made of it: everything agrees with everything but the model itself. */
function forged(id: string, lie: string, how: (evaluation: AnyRecord) => void, foundBy: Lie['foundBy']): Lie {
  return {
    lie,
    async plant({ forge, modelfolio }) {
      forge(recordOf(id, 'evaluation.json'), how);
      await modelfolio(['build', id]);
    },
    foundBy,
  };
}

/** Evaluations. */
export const liesInEvaluations: readonly Lie[] = [
  {
    lie: 'an accuracy changed in the record',
    plant: ({ change }) =>
      change(recordOf(classifier, 'evaluation.json'), ({ metrics }) => (metrics.accuracy.value = 1)),
    foundBy: ['record-edited', 'evaluation-disagrees', 'figure-mismatch'],
  },
  forged(
    classifier,
    'an accuracy raised in record and card, sealed',
    ({ metrics }) => (metrics.accuracy.value = 1),
    ['evaluation-disagrees'],
  ),
  forged(classifier, 'the mistakes left out', (record) => (record.mistakeIndices = []), [
    'evaluation-disagrees',
  ]),
  forged(
    classifier,
    'a mistake moved onto the diagonal',
    ({ confusionMatrix: { counts } }) => {
      const [row, column] = counts
        .flatMap((line: number[], at: number) => line.map((count, to) => [at, to, count]))
        .find(([at, to, count]: number[]) => at !== to && Number(count) > 0);
      counts[row][column]--;
      counts[row][row]++;
    },
    ['evaluation-disagrees'],
  ),
  forged(classifier, 'a log loss a little too good', ({ metrics }) => (metrics.logLoss.value *= 0.99), [
    'evaluation-disagrees',
  ]),
  forged(
    classifier,
    'an interval narrowed',
    ({ metrics }) => (metrics.accuracy.interval.lower = metrics.accuracy.value),
    ['evaluation-disagrees'],
  ),
  forged(classifier, 'a slice left out', ({ slices }) => slices.pop(), ['evaluation-disagrees']),
  forged(
    classifier,
    'the calibration flattered',
    ({ calibration }) => {
      for (const bin of calibration.bins) bin.meanConfidence = bin.accuracy?.value ?? null;
    },
    ['evaluation-disagrees'],
  ),
  forged(
    classifier,
    'a curve bent upwards',
    ({ rocCurves: [curve] }) => {
      curve.falsePositiveRate = curve.falsePositiveRate.map((rate: number) => rate / 2);
    },
    ['evaluation-disagrees'],
  ),
  forged(classifier, 'more rows than there are', ({ dataset }) => (dataset.n *= 10), [
    'evaluation-disagrees',
  ]),
  forged(classifier, 'fewer resamples than are told', ({ bootstrap }) => (bootstrap.replicates = 100_000), [
    'evaluation-disagrees',
  ]),
  forged(regressor, 'an error halved', ({ targets }) => (targets[0].metrics.mae.value /= 2), [
    'evaluation-disagrees',
  ]),
  forged(
    regressor,
    'residuals drawn nearer to nothing',
    ({ targets }) => targets[0].residuals.counts.reverse(),
    ['evaluation-disagrees'],
  ),
  forged(regressor, 'the worst mistake left out', ({ targets }) => targets[0].worstMistakes.shift(), [
    'evaluation-disagrees',
  ]),
  {
    lie: 'an evaluation of another model',
    plant: ({ forge }) =>
      forge(recordOf(classifier, 'evaluation.json'), (record) => (record.modelSha256 = '0'.repeat(64))),
    foundBy: ['evaluation-stale'],
  },
  {
    lie: 'an evaluation taken from another model',
    plant: ({ copy }) =>
      copy(recordOf(regressor, 'evaluation.json'), recordOf(classifier, 'evaluation.json')),
    foundBy: ['evaluation-stale', 'evaluation-disagrees'],
  },
  {
    lie: 'slices taken out of card.yaml, and the card not evaluated again',
    async plant({ edit, modelfolio }) {
      edit(recordOf(regressor, 'card.yaml'), /^ {2}slices:\n(?: {4}.*\n)+/m, '');
      await modelfolio(['ingest']);
    },
    foundBy: ['evaluation-stale'],
  },
  {
    lie: 'an evaluation removed, with its card left',
    plant: ({ remove }) => remove(recordOf(classifier, 'evaluation.json')),
    foundBy: ['evaluation-missing', 'input-changed'],
  },
  {
    lie: 'a metric that is worse than in the revision compared with',
    plant: ({ forge }) => forge(cardOf(classifier), ({ figures }) => (figures.accuracy.value = 0.5)),
    foundBy: ['metric-regressed', 'figure-mismatch'],
    check: { against: 'HEAD' },
  },
];
