import { completeExplanation } from '../../src/explanation/complete-explanation.ts';
import { classifier, recordOf, regressor, type Lie, type AnyRecord } from './lie.ts';

/** Changed, with all that follows from the numbers following from them still, sealed, and the card made of it. */
function forged(id: string, lie: string, how: (record: AnyRecord) => void, foundBy: Lie['foundBy']): Lie {
  return {
    lie,
    async plant({ forge, modelfolio }) {
      forge(recordOf(id, 'explanation.json'), (record) => {
        how(record);
        Object.assign(record, completeExplanation(record));
      });
      await modelfolio(['build', id]);
    },
    foundBy,
  };
}

const swapped = ({ importance: { features } }: AnyRecord): void => {
  const [first, second] = features;
  for (const key of ['meanAbsolute', 'permutation']) [first[key], second[key]] = [second[key], first[key]];
};

/** Explanations. */
export const liesInExplanations: readonly Lie[] = [
  forged(classifier, 'two columns swapped', swapped, ['explanation-disagrees']),
  forged(regressor, 'two columns of a regressor swapped', swapped, ['explanation-disagrees']),
  forged(
    classifier,
    'a feature that counts for nothing',
    ({ importance: { features } }) => {
      features[0].meanAbsolute = { ...features[0].meanAbsolute, value: 0 };
    },
    ['explanation-disagrees'],
  ),
  forged(
    classifier,
    'a loss by shuffling made smaller',
    ({ importance: { features } }) => (features[0].permutation.mean = 0),
    ['explanation-disagrees'],
  ),
  forged(classifier, 'a mean of the output', ({ attribution }) => (attribution.base += 1), [
    'explanation-disagrees',
  ]),
  forged(
    classifier,
    'a group treated better than it is',
    ({ fairness }) => {
      const { confusion } = fairness[0].groups[0];
      confusion.tp += confusion.fn;
      confusion.fn = 0;
      confusion.tn += confusion.fp;
      confusion.fp = 0;
      fairness[0].groups[0].calibration.ece = 0;
    },
    ['explanation-disagrees'],
  ),
  forged(
    regressor,
    'the errors of a group made smaller',
    ({ errors }) => (errors[0].groups[0].mae.value /= 2),
    ['explanation-disagrees'],
  ),
  {
    lie: 'an answer to a reviewer’s question rewritten',
    plant: ({ forge }) =>
      forge(
        recordOf(classifier, 'explanation.json'),
        ({ questions }) => (questions[0].answer = 'It is fair.'),
      ),
    foundBy: ['explanation-disagrees'],
  },
  {
    lie: 'a question left out',
    plant: ({ forge }) => forge(recordOf(classifier, 'explanation.json'), ({ questions }) => questions.pop()),
    foundBy: ['explanation-disagrees'],
  },
  {
    lie: 'a share of importance changed',
    plant: ({ change }) =>
      change(
        recordOf(classifier, 'explanation.json'),
        ({ importance }) => (importance.features[0].share = 0.1),
      ),
    foundBy: ['explanation-disagrees', 'record-edited'],
  },
  {
    lie: 'a feature by another name',
    plant: ({ forge }) =>
      forge(
        recordOf(classifier, 'explanation.json'),
        ({ importance }) => (importance.features[0].name = 'Colour'),
      ),
    foundBy: ['explanation-stale'],
  },
  {
    lie: 'an explanation of another model',
    plant: ({ forge }) =>
      forge(recordOf(classifier, 'explanation.json'), (record) => (record.modelSha256 = '0'.repeat(64))),
    foundBy: ['explanation-stale'],
  },
];
