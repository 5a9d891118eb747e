import type {
  CardEvidence,
  CardYaml,
  ConcernName,
  Evaluation,
  Evidence,
  LoggedMetric,
  PredictionGap,
  RowEvidence,
  RunRecord,
  UnseenRows,
} from '@modelfolio/schemas';
import { isApart } from './prediction-gap.ts';

/** Rows that repeat others are common where values are few; beyond this share they are worth a word. */
const repeatedShare = 0.1;

type Found = readonly [ConcernName, string];

/** What the evidence of a card is made of. */
export interface ConcernSources {
  /** `null` for a model that is judged on no rows. */
  readonly evaluation: Evaluation | null;
  readonly evidence: Evidence | null;
  readonly run: RunRecord | null;
  readonly logged: readonly LoggedMetric[];
  readonly unseen: UnseenRows | null;
  /** What the author admits in card.yaml, with the reason. */
  readonly admitted: NonNullable<CardYaml['evaluationSet']>['admitted'];
}

/** What stands against a card, a sentence each: the same on its page and in `modelfolio check`. */
export function concernsOf(sources: ConcernSources): CardEvidence['concerns'] {
  const { evaluation, evidence, run, logged, unseen, admitted = {} } = sources;
  const n = evaluation?.dataset.n ?? 0;
  const found: Found[] =
    evidence === null
      ? [
          [
            'evidence-missing',
            'Duplicate rows, columns that tell the label and other formats of the model were not looked at: there is no evidence.json.',
          ],
        ]
      : [...ofOthers(evidence), ...(evidence.rows ? ofRows(evidence.rows, n) : [])];
  for (const metric of logged)
    if (metric.verdict === 'beyond') found.push(['logged-metric-differs', loggedWords(metric, run, n)]);
  if (unseen?.status === 'contradicted' && !evidence?.rows?.training?.shared)
    found.push(['rows-trained-on', `The model was not kept from these rows: ${unseen.because}.`]);
  const reasons: Partial<Record<ConcernName, string>> = admitted;
  return found.map(([name, text]) => ({ name, text, admitted: reasons[name] ?? null }));
}

const formatNames: Readonly<Record<string, string>> = {
  onnx: 'ONNX',
  'tfjs-layers': 'TensorFlow.js',
  'tfjs-graph': 'TensorFlow.js',
};

/** Other formats and the original model, where they say something else. */
function ofOthers({ formats, predictions }: Evidence): Found[] {
  const found = formats
    .filter(({ gap }) => isApart(gap))
    .map(({ format, on, gap }): Found => [
      'format-differs',
      `The ${formatNames[format] ?? format} form of the model does not say what the evaluated one says${on === 'generated' ? ' of made-up rows' : ''}: ${gapWords(gap)}.`,
    ]);
  if (predictions && isApart(predictions.gap))
    found.push([
      'predictions-differ',
      `The exported model does not say what the original one says (${predictions.file.path}): ${gapWords(predictions.gap)}.`,
    ]);
  return found;
}

function ofRows({ labelColumns, duplicates, training }: RowEvidence, n: number): Found[] {
  const found = labelColumns.map(({ column, label, how }): Found => [
    'label-in-input',
    `${column}, which the model takes, ${howWords[how]} ${label}.`,
  ]);
  if (training && training.shared > 0)
    found.push([
      'rows-trained-on',
      `${count(training.shared)} of ${count(n)} rows also lie in ${training.file.name}, its training data.`,
    ]);
  if (duplicates.rows > repeatedShare * n)
    found.push([
      'rows-duplicated',
      `${count(duplicates.rows)} of ${count(n)} rows repeat the inputs of another, ${count(duplicates.conflicting)} of them with another label.`,
    ]);
  return found;
}

const howWords: Readonly<Record<RowEvidence['labelColumns'][number]['how'], string>> = {
  equals: 'is the same in every row as',
  determines: 'determines in every row the',
  separates: 'separates without a single exception the classes of',
  follows: 'is a straight line of',
};

function loggedWords(
  { key, logged, metric, measured, interval }: LoggedMetric,
  run: RunRecord | null,
  n: number,
): string {
  const between = interval ? ` (${short(interval.lower)} to ${short(interval.upper)})` : '';
  return `The run ${run?.name ?? ''} logged ${key} = ${short(logged)}; evaluating on ${count(n)} rows gives ${short(measured)} as ${metric}${between}.`;
}

/** A gap in words: how far, in how many rows. */
export function gapWords({ compared, rows, tolerance, largest, beyond, classes }: PredictionGap): string {
  const parts = [
    ...(largest && beyond.count > 0
      ? [
          `${count(beyond.count)} of ${count(rows)} rows differ by more than ${tolerance}${compared === 'values' ? ' standard deviations' : ''}, by ${short(largest.difference)} at most (row ${largest.row})`,
        ]
      : []),
    ...(classes.count > 0 ? [`${count(classes.count)} of ${count(rows)} rows have another class`] : []),
  ];
  if (parts.length > 0) return parts.join('; ');
  const within = largest && (largest.difference === 0 ? 'exactly' : `within ${short(largest.difference)}`);
  return `${count(rows)} rows agree${within ? ` ${within}` : ''}`;
}

function short(value: unknown): string {
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(4))) : String(value);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
