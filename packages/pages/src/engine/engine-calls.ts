import type {
  EngineSpec,
  LoadedEngine,
  LoadProgress,
  NamedTensors,
  Prediction,
  RunResult,
} from './inference-engine.ts';

/** What every engine in a worker is asked: the methods of {@link InferenceEngine}. */
export type EngineCalls = {
  load(spec: EngineSpec, step?: (progress: LoadProgress) => void): LoadedEngine;
  predict(batch: Uint8Array<ArrayBuffer>): Prediction;
  run(question: { feeds: NamedTensors; wanted: readonly string[] }): RunResult;
};
