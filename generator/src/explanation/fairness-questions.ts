import type { FairnessMetricSet, GroupFairness, GroupRates, ReviewQuestion } from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { answered, type Unquestioned } from './answered.ts';
import { calibrationWords } from './calibration-words.ts';
import { compareRates, ownColumns, toldApart } from './group-words.ts';
import { withLargest } from './tell-apart.ts';
import { priceWords } from './price-words.ts';
import { known, say, sentences, type Said } from './said.ts';

/** Questions about how a classifier treats the groups of one column, or of two together. */
export function fairnessQuestions(
  { output, importance, fairness }: Unquestioned,
  at: number,
): ReviewQuestion[] {
  const judged = fairness[at];
  if (!judged) return [];
  const { name, columns } = judged;
  const positive = `“${output.name}”`;
  const every = `in every group of ${name}`;
  const ask = (question: string, said: Said): ReviewQuestion => answered(name, question, said);
  return [
    ask(
      `Is it right equally often ${every}?`,
      compared(judged, at, ['accuracy', 'accuracyDifference'], {
        apart: 'No: it is right in',
        alike: 'it is right in a share that goes',
      }),
    ),
    ask(
      `Does it say ${positive} equally often ${every}?`,
      sentences(
        compared(judged, at, ['selectionRate', 'demographicParityDifference'], {
          apart: 'No: it says so of',
          alike: 'the share that it says so of goes',
        }),
        baseRates(judged, at),
      ),
    ),
    ask(
      `Does it miss more of one group’s ${positive} than of another’s, by ${name}?`,
      compared(judged, at, ['truePositiveRate', 'equalOpportunityDifference'], {
        apart: 'Yes: of the rows that are really so it finds',
        alike: 'of the rows that are really so it finds a share that goes',
      }),
    ),
    ask(`Does a score mean the same ${every}?`, calibrationWords(judged, at)),
    // Of two columns together, each was answered by itself.
    ...(columns.length === 1
      ? [
          ask(
            `Does it use ${name} directly?`,
            ownColumns(judged, toPointer(['fairness', at]), importance.features.length),
          ),
        ]
      : []),
    ask(`What would it cost to find ${positive} equally often ${every}?`, priceWords(judged, at)),
  ];
}

const share = { format: 'percent', difference: 'points' } as const;

function compared(
  judged: GroupFairness,
  at: number,
  [rate, metric]: readonly [keyof GroupRates, keyof FairnessMetricSet],
  words: { apart: string; alike: string },
): Said {
  const { value, interval, n } = judged.metrics[metric];
  const { told, isSame } = withLargest(compareRates(judged, at, rate), { value, interval, n: n ?? 0 });
  return sentences(
    toldApart(told, share, words),
    told.verdict === 'few' || isSame ? null : difference(judged, at, metric, told.small.length > 0),
  );
}

/** The largest difference between any two groups. */
function difference(
  { metrics }: GroupFairness,
  at: number,
  metric: keyof FairnessMetricSet,
  withSmall: boolean,
): Said | null {
  const { value, interval, n } = metrics[metric];
  if (value === null) return null;
  const said = known(
    { value, interval, ...(n !== null && { n }) },
    'points',
    toPointer(['fairness', at, 'metrics', metric]),
  );
  return say`The largest difference between any two groups${withSmall ? ', small ones too,' : ''} is ${said}.`;
}

/** Whether the groups differ in what is really so. */
function baseRates(judged: GroupFairness, at: number): Said | null {
  const told = compareRates(judged, at, 'baseRate');
  return told.verdict === 'apart'
    ? toldApart({ ...told, small: [], undefined: [] }, share, {
        apart: 'What is really so differs too:',
        alike: '',
      })
    : null;
}
