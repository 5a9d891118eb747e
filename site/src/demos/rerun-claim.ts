import type { DemoModel } from './demo-model.ts';
import { claimVerdict, emptyCounts, type ClaimVerdict } from './claim-verdict.ts';
import type { InferenceEngine, LoadedEngine, LoadProgress } from './engine/inference-engine.ts';
import { argmaxRow } from './ranking.ts';
import { readShard, type ShardRows } from './test-set.ts';

export type Claim = {
  accuracy: number;
  /** `counts[actual][predicted]`. */
  counts: number[][];
};

export type RerunProgress =
  | { phase: 'loading'; progress: LoadProgress }
  | { phase: 'counting'; done: number; correct: number; rows: number };

export type RerunResult = {
  verdict: ClaimVerdict;
  engine: LoadedEngine;
  /** From the first request to the verdict. */
  totalMs: number;
  /** Time the engine spent on predictions. */
  inferenceMs: number;
};

export type RerunEffects = {
  now: () => number;
  readShard: (number: number, signal: AbortSignal) => Promise<ShardRows>;
};

/** Rows predicted in one call: large enough to keep the engine busy, small enough to show progress. */
const batchRows = 250;

/**
 * Predicts every row of the evaluation set and compares the counts with a card's claim. The next shard is fetched
 * while one is predicted.
 *
 * @throws EngineError, IdxError; EngineError `cancelled` after `signal`
 */
export async function rerunClaim(
  model: DemoModel,
  claim: Claim,
  engine: InferenceEngine,
  onProgress: (progress: RerunProgress) => void,
  signal: AbortSignal,
  effects: RerunEffects = {
    now: () => performance.now(),
    readShard: (number, aborted) => readShard(model, number, () => undefined, aborted),
  },
): Promise<RerunResult> {
  const start = effects.now();
  const classes = model.classes.length;
  const area = model.width * model.height;
  const counts = emptyCounts(classes);
  let inferenceMs = 0;
  let done = 0;
  let correct = 0;
  const fetchShard = (number: number) => {
    const shard = effects.readShard(number, signal);
    // It is awaited later, perhaps after another failure: not an unhandled rejection in between.
    shard.catch(() => undefined);
    return shard;
  };
  let next = fetchShard(0);
  const loaded = await engine.load((progress) => onProgress({ phase: 'loading', progress }), signal);
  for (let number = 0; number < model.shards.length; number++) {
    const { images, labels, rows } = await next;
    if (number + 1 < model.shards.length) next = fetchShard(number + 1);
    for (let from = 0; from < rows; from += batchRows) {
      signal.throwIfAborted();
      const to = Math.min(rows, from + batchRows);
      const { probabilities, latencyMs } = await engine.predict(images.slice(from * area, to * area));
      inferenceMs += latencyMs;
      for (let row = from; row < to; row++) {
        const actual = labels[row] ?? 0;
        const predicted = argmaxRow(probabilities, row - from, classes);
        const line = counts[actual];
        if (line) line[predicted] = (line[predicted] ?? 0) + 1;
        if (actual === predicted) correct++;
      }
      done += to - from;
      onProgress({ phase: 'counting', done, correct, rows: model.rows });
    }
  }
  return {
    verdict: claimVerdict(claim, counts),
    engine: loaded,
    totalMs: effects.now() - start,
    inferenceMs,
  };
}
