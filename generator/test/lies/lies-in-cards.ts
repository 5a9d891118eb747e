import { cardOf, classifier, regressor, type Lie, type AnyRecord } from './lie.ts';

const card = cardOf(classifier);
const forged = (lie: string, how: (card: AnyRecord) => void, foundBy: Lie['foundBy']): Lie => ({
  lie,
  plant: ({ forge }) => forge(card, how),
  foundBy,
});

/** Cards, each sealed again after it was changed. */
export const liesInCards: readonly Lie[] = [
  forged('a figure raised', ({ figures }) => (figures.accuracy.value = 0.999), ['figure-mismatch']),
  forged('an interval narrowed', ({ figures }) => (figures.accuracy.interval.lower = 0.98), [
    'figure-mismatch',
  ]),
  forged('a sample made larger', ({ figures }) => (figures.accuracy.n = 100_000), ['figure-mismatch']),
  forged(
    'a figure that is said to come from elsewhere',
    ({ figures }) => (figures.accuracy.source.pointer = '/metrics/top2Accuracy/value'),
    ['figure-mismatch'],
  ),
  forged('a figure made up', ({ figures }) => (figures.trust = figures.accuracy), ['figure-mismatch']),
  forged('a figure left out', ({ figures }) => delete figures.logLoss, ['figure-mismatch']),
  forged('a candidate left out', ({ candidates }) => candidates.pop(), ['record-mismatch']),
  forged(
    'another candidate called the chosen one',
    ({ candidates }) => candidates.forEach((one: AnyRecord) => (one.chosen = !one.chosen)),
    ['record-mismatch'],
  ),
  forged('another commit', ({ training }) => (training.source.commit = 'f'.repeat(40)), ['record-mismatch']),
  forged('another parameter of the training', ({ training }) => (training.params.C = '100'), [
    'record-mismatch',
  ]),
  forged('other authors', ({ authors }) => (authors[0].name = 'Somebody Else'), ['record-mismatch']),
  forged('a fact of a section changed', ({ sections }) => (sections.metrics.facts[0].value = 'exact'), [
    'record-mismatch',
  ]),
  forged('the hash of a download', ({ downloads }) => (downloads[0].sha256 = '0'.repeat(64)), [
    'record-mismatch',
  ]),
  forged('the hash of an input', ({ inputs }) => (inputs[0].sha256 = '0'.repeat(64)), ['input-changed']),
  forged('an input left out', ({ inputs }) => inputs.pop(), ['input-changed']),
  {
    lie: 'a card removed',
    plant: ({ remove }) => remove(card),
    foundBy: ['card-missing'],
  },
  {
    lie: 'a card of a model that is not there',
    plant: ({ copy }) => copy(card, cardOf('ghost')),
    foundBy: ['card-orphaned'],
  },
  {
    lie: 'a kept card of an earlier version changed',
    plant: ({ change }) =>
      change(`content/versions/${regressor}/0.9.0.json`, ({ figures }) => (figures.mae.value = 999)),
    foundBy: ['record-edited'],
  },
  {
    lie: 'a kept card changed and sealed again',
    plant: ({ forge }) =>
      forge(`content/versions/${regressor}/0.9.0.json`, ({ figures }) => (figures.mae.value = 999)),
    foundBy: ['version-rewritten'],
    check: { against: 'HEAD' },
  },
  {
    lie: 'a kept card removed',
    plant: ({ remove }) => remove(`content/versions/${regressor}/0.9.0.json`),
    foundBy: ['version-rewritten'],
    check: { against: 'HEAD' },
  },
  {
    lie: 'a model taken away with its card',
    plant: ({ remove }) => {
      remove(cardOf(regressor));
      remove(`models/${regressor}`);
    },
    foundBy: ['card-removed'],
    check: { against: 'HEAD' },
  },
];
