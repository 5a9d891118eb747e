import type { DemoModel } from '../drawing/demo-model.ts';
import { confirmClaim, type Claim, type Confirmation } from '@modelfolio/metrics/confirm-claim';
import { nearTies } from '@modelfolio/metrics/near-ties';
import { addToMatrix, toRows } from '@modelfolio/metrics/confusion-matrix';
import type {
  InferenceEngine,
  LoadedEngine,
  LoadProgress,
  Runtime,
} from '@modelfolio/pages/engine/inference-engine';
import { argmaxRow } from '@modelfolio/statistics/argmax-row';
import { judgedBytes } from './judged-bytes.ts';
import { readShard, type ShardRows } from '../drawing/test-set.ts';

/** A card's statement of a classifier of images. */
export type PictureClaim = Claim & {
  /** Digest of the evaluation set that the page serves. */
  digest: string;
};

export type RerunProgress =
  | { phase: 'loading'; progress: LoadProgress }
  | { phase: 'counting'; done: number; correct: number; rows: number };

export type RerunResult = {
  confirmation: Confirmation;
  /** Whether another format of the model was run than the evaluation judged. */
  isOtherFormat: boolean;
  accuracy: number;
  correct: number;
  rows: number;
  /** Rows from 0 whose two most probable classes are as good as equal. */
  nearTies: number[];
  engine: LoadedEngine;
  /** Engines that shared the work. */
  workers: number;
  /** From the first request to the verdict. */
  totalMs: number;
  /** From the moment the first engine was ready. */
  predictingMs: number;
};

export type RerunEffects = {
  now: () => number;
  readShard: (number: number, signal: AbortSignal) => Promise<ShardRows>;
};

type Batch = { first: number; images: Uint8Array<ArrayBuffer>; labels: Uint8Array<ArrayBuffer> };

/** Rows predicted in one call: larger ones are no faster, smaller ones show progress. */
const batchRows = 100;

/** The evaluation set in batches; the next shard is fetched while one is being predicted. */
async function* batches(
  model: DemoModel,
  signal: AbortSignal,
  read: RerunEffects['readShard'],
): AsyncGenerator<Batch> {
  const area = model.width * model.height;
  const fetchShard = (number: number) => {
    const shard = read(number, signal);
    // It is awaited later, perhaps after another failure: not an unhandled rejection in between.
    shard.catch(() => undefined);
    return shard;
  };
  let next = fetchShard(0);
  let first = 0;
  for (let number = 0; number < model.shards.length; number++) {
    const { images, labels, rows } = await next;
    if (number + 1 < model.shards.length) next = fetchShard(number + 1);
    for (let from = 0; from < rows; from += batchRows) {
      const to = Math.min(rows, from + batchRows);
      yield {
        first: first + from,
        images: images.slice(from * area, to * area),
        labels: labels.subarray(from, to),
      };
    }
    first += rows;
  }
}

/** Engines worth starting: one a core, at most four; one where the runtime has threads of its own. */
export function engineCount(runtime: Runtime, isolated: boolean, cores: number): number {
  return runtime === 'ort' && isolated ? 1 : Math.max(1, Math.min(4, cores));
}

/**
 * Predicts every row of the evaluation set and compares the counts with a card's claim. The first engine fetches
 * the model; the others start when it is kept in the browser, and one that fails to start is done without.
 *
 * @param engines at least one; the caller disposes of them
 * @throws DemoError, InferenceError; DemoError `cancelled` or the signal's reason after `signal`
 */
export async function rerunClaim(
  model: DemoModel,
  claim: PictureClaim,
  engines: readonly [InferenceEngine, ...InferenceEngine[]],
  onProgress: (progress: RerunProgress) => void,
  signal: AbortSignal,
  effects: RerunEffects = {
    now: () => performance.now(),
    readShard: (number, aborted) => readShard(model, number, () => undefined, aborted),
  },
): Promise<RerunResult> {
  const start = effects.now();
  const classes = model.classes.length;
  const counts = new Uint32Array(classes * classes);
  const work = batches(model, signal, effects.readShard);
  // Begins to fetch the first shard beside the model.
  let waiting: Promise<IteratorResult<Batch>> | null = work.next();
  waiting.catch(() => undefined);
  const nextBatch = () => {
    const batch = waiting ?? work.next();
    waiting = null;
    return batch;
  };
  let done = 0;
  let correct = 0;
  const ties: number[] = [];

  async function count(engine: InferenceEngine): Promise<void> {
    for (let batch = await nextBatch(); !batch.done; batch = await nextBatch()) {
      signal.throwIfAborted();
      const { first: firstRow, images, labels } = batch.value;
      const { probabilities } = await engine.predict(images);
      const predicted = labels.map((_, row) => argmaxRow(probabilities, row, classes));
      ties.push(...nearTies(probabilities, classes).map((row) => firstRow + row));
      addToMatrix(counts, classes, labels, predicted);
      correct += labels.filter((actual, row) => actual === predicted[row]).length;
      done += labels.length;
      onProgress({ phase: 'counting', done, correct, rows: model.rows });
    }
  }

  const [first, ...others] = engines;
  const engine = await first.load((progress) => onProgress({ phase: 'loading', progress }), signal);
  const predictingStart = effects.now();
  let workers = 1;
  const help = async (helper: InferenceEngine) => {
    try {
      await helper.load(() => undefined, signal);
    } catch {
      // Too little memory, for example: the others do its part.
      return;
    }
    workers++;
    await count(helper);
  };
  await Promise.all([count(first), ...others.map(help)]);
  const end = effects.now();
  const accuracy = correct / done;
  const { model: judged, isOtherFormat } = judgedBytes(engine.sha256, claim.model);
  return {
    confirmation: confirmClaim(claim, {
      rows: done,
      model: judged,
      data: claim.digest,
      scores: { kind: 'classes', accuracy, counts: toRows(counts, classes) },
    }),
    isOtherFormat,
    accuracy,
    correct,
    rows: done,
    nearTies: ties.toSorted((a, b) => a - b),
    engine,
    workers,
    totalMs: end - start,
    predictingMs: end - predictingStart,
  };
}
