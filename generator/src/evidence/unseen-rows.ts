import type { EvaluationSet, Evidence, RunRecord, UnseenRows } from '@modelfolio/schemas';
import { roleOf, type Role } from './logged-metrics.ts';

type Input = RunRecord['datasets'][number];

/** What is known of whether a model has seen the rows it is judged on. */
export interface Known {
  readonly set: EvaluationSet;
  /** The run that made the weights; `null` where no record of it exists. */
  readonly run: RunRecord | null;
  /** What was found in the rows; `null` where nobody looked. */
  readonly evidence: Evidence | null;
  /** The author's own words, from card.yaml. */
  readonly said: string | null;
}

/**
 * Whether the model was kept from the rows it is judged on: as the run's record has it, which names its data sets with
 * roles and digests; else as the author says; else unknown. That most rows lie in training data contradicts both.
 *
 * The record's test data are taken for the evaluation set when the digests are the same, or role and number of rows are:
 * trackers make digests in ways of their own, so the second is the usual case, and is said.
 */
export function unseenRows({ set, run, evidence, said }: Known): UnseenRows {
  const training = evidence?.rows?.training;
  // Rows of few values are in both by chance; that most of them are is none.
  if (training && training.shared > set.rows / 2)
    return {
      status: 'contradicted',
      tuning: false,
      because: `${count(training.shared, set.rows)} also lie in ${training.file.name}, which the model was trained on`,
      said,
    };
  const recorded =
    byItsName(set) ??
    (run === null ? unknown('no record of its training exists') : ofRecord(run.datasets, set));
  const looked = training
    ? `; ${training.shared === 0 ? 'none' : count(training.shared, set.rows)} also ${training.shared === 0 ? 'lies' : 'lie'} among the ${training.rows.toLocaleString('en')} rows of ${training.file.name}, its training data`
    : '';
  const found = { ...recorded, because: recorded.because + looked, said };
  return found.status === 'unknown' && said !== null ? { ...found, status: 'said' } : found;
}

type Found = Omit<UnseenRows, 'said'>;

/** What the split's own name gives away; `null` where it is none to learn from. */
function byItsName({ split }: EvaluationSet): Found | null {
  const role = roleOf(split);
  if (role === 'train')
    return {
      status: 'contradicted',
      tuning: false,
      because: 'the rows are training data, by the name of their split',
    };
  return role === 'validation'
    ? unknown('the rows are validation data, by the name of their split: models are usually tuned on these')
    : null;
}

function ofRecord(inputs: readonly Input[], set: EvaluationSet): Found {
  const has = (role: Role): Input[] => inputs.filter((input) => roleOf(input.role ?? '') === role);
  const learned = [...has('train'), ...has('validation')];
  const isSet = ({ digest }: Input): boolean => digest !== null && digestsOf(set).has(bare(digest));
  const itself = learned.find(isSet);
  if (itself)
    return {
      status: 'contradicted',
      tuning: false,
      because: `the run’s record names these very rows as its ${itself.role} data (${shortened(itself.digest ?? '')})`,
    };
  if (has('train').length === 0) return unknown('the run’s record does not name its training data');
  const test = inputs.find(isSet) ?? has('test').find(({ rows }) => rows === set.rows);
  if (!test) return unknown('the run’s record names no test data of so many rows');
  const apart = learned.filter(({ digest }) => digest !== null);
  if (test.digest === null || apart.length < learned.length)
    return unknown('the run’s record gives its data sets no digests');
  const same = apart.find(({ digest }) => digest === test.digest);
  if (same)
    return same.rows === test.rows
      ? {
          status: 'contradicted',
          tuning: false,
          because: `the run’s record names one data set (${test.digest}) as ${same.role} data and as test data`,
        }
      : unknown('the run’s record gives training and test data one digest');
  const tuning = has('validation').length > 0;
  const matched = isSet(test) ? 'by digest' : 'by role and number of rows';
  return {
    status: 'recorded',
    tuning,
    because: `the run’s record names ${[...apart, test].map(named).join(', ')}; the test data are these rows ${matched}${
      tuning ? '' : '; what it was tuned on is not recorded'
    }`,
  };
}

function named({ role, name, digest }: Input): string {
  return `${role} data (${name}, ${shortened(digest ?? 'no digest')})`;
}

/** Enough of a digest to find it by. */
function shortened(digest: string): string {
  return digest.length > 24 ? `${digest.slice(0, 19)}…` : digest;
}

function unknown(because: string): Found {
  return { status: 'unknown', tuning: false, because };
}

/** Digests by which the set, or a file of it, may be known. */
function digestsOf(set: EvaluationSet): Set<string> {
  const files = set.format === 'idx-gz' ? set.shards.map(({ images }) => images.sha256) : [set.file.sha256];
  return new Set([set.digest, ...files]);
}

function bare(digest: string): string {
  return digest.replace(/^sha-?256:/i, '').toLowerCase();
}

function count(rows: number, of: number): string {
  return `${rows.toLocaleString('en')} of ${of.toLocaleString('en')} rows`;
}
