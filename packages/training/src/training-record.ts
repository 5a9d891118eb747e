import { createHash } from 'node:crypto';
import { fromNumber, runRecord, type RunRecord } from '@modelfolio/schemas';

/** What is known of every epoch, whatever was trained. */
export interface Epoch {
  /** From 1. */
  epoch: number;
  /** Milliseconds since 1970. */
  finishedAt: number;
}

/** What decides a training's id. */
export interface TrainingIdentity<Known extends Epoch> {
  /** Name among the networks that compete. */
  candidate: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Everything that decides the result, besides the data and the code; JSON-safe. */
  options: object;
  history: readonly Known[];
}

/** Everything a training's record is made of. */
export interface TrainingFacts<Known extends Epoch>
  extends TrainingIdentity<Known>, Pick<RunRecord, 'params' | 'datasets' | 'artifacts' | 'environment'> {
  /** Id of the model, which names the experiment too. */
  model: string;
  /** Files of the network that came out, each with the epoch whose weights it holds. */
  models: readonly { path: string; step: number }[];
  /** Epoch whose weights were kept, from 1. */
  best: number;
  /** Epoch whose values are the metrics: the last or the best. */
  reported: number;
  /** The metric that the candidate to ship is chosen by, e.g. `validation/accuracy`: a card says so from here alone. */
  selectedBy: string;
  /** What of an epoch is kept, by the name of the metric and of its history. */
  columns: Readonly<Record<string, (known: Known) => number>>;
  /** Metrics of the whole training, such as those on the test rows. */
  metrics: Readonly<Record<string, number>>;
  source: Pick<RunRecord['source'], 'commit' | 'dirty'>;
  /** The trainer, e.g. `systems/fashion-mnist/bin/train.ts`. */
  entryPoint: string;
  /** Command that remakes the run. */
  command: string;
}

/** The id of a finished training, e.g. `20261123-cnn-3f09ac`: the same whenever it is asked for. */
export function trainingId<Known extends Epoch>(identity: TrainingIdentity<Known>): string {
  const { candidate, startedAt, options, history } = identity;
  const day = new Date(startedAt).toISOString().slice(0, 10).replaceAll('-', '');
  const digest = createHash('sha256')
    .update(JSON.stringify([startedAt, options, history]))
    .digest('hex');
  return `${day}-${candidate}-${digest.slice(0, 6)}`;
}

/**
 * A training as a RunRecord. The step of each history is the epoch, from 1.
 *
 * @throws RangeError without an epoch
 * @throws ZodError when the facts do not fit the schema
 */
export function trainingRecord<Known extends Epoch>(facts: TrainingFacts<Known>): RunRecord {
  const { model, candidate, startedAt, history, columns } = facts;
  const last = history.at(-1);
  const reported = history[facts.reported - 1];
  if (!last || !reported) throw new RangeError('a training without an epoch has no record');
  const metric = (value: number, step: number | null = null): RunRecord['metrics'][string] => ({
    value: fromNumber(value),
    step,
    timestamp: last.finishedAt,
  });
  const each = <Result>(of: (read: (known: Known) => number) => Result): Record<string, Result> =>
    Object.fromEntries(Object.entries(columns).map(([name, read]) => [name, of(read)]));
  const whole = Object.entries({ ...facts.metrics, bestEpoch: facts.best });
  return runRecord.parse({
    schemaVersion: 1,
    id: trainingId(facts),
    experiment: model,
    name: candidate,
    status: 'finished',
    startTime: new Date(startedAt).toISOString(),
    endTime: new Date(last.finishedAt).toISOString(),
    params: facts.params,
    metrics: {
      ...each((read) => metric(read(reported), reported.epoch)),
      ...Object.fromEntries(whole.map(([name, value]) => [name, metric(value)])),
    },
    histories: each((read) => ({
      steps: history.map(({ epoch }) => epoch),
      values: history.map((known) => fromNumber(read(known))),
      timestamps: history.map(({ finishedAt }) => finishedAt),
    })),
    tags: {
      'modelfolio.candidate': candidate,
      'modelfolio.role': 'candidate',
      'modelfolio.selectedBy': facts.selectedBy,
    },
    datasets: facts.datasets,
    artifacts: facts.artifacts,
    models: facts.models.map((file) => ({ modelId: model, ...file })),
    source: {
      repository: null,
      ...facts.source,
      entryPoint: facts.entryPoint,
      command: facts.command,
    },
    environment: facts.environment,
    origin: { tracker: 'run-record', location: `models/${model}/runs`, externalId: null },
  });
}
