import type { BatchProgress, BatchRequest, BatchResult } from '../auto/batch.ts';
import type {
  EngineErrorCode,
  EngineSpec,
  LoadedEngine,
  LoadProgress,
  NamedTensors,
  Prediction,
  RunResult,
} from './inference-engine.ts';

/** What the page asks of an engine's worker. `id` comes back with the answer. */
export type EngineRequest =
  | { id: number; kind: 'load'; spec: EngineSpec }
  | { id: number; kind: 'predict'; batch: Uint8Array<ArrayBuffer> }
  | { id: number; kind: 'run'; feeds: NamedTensors; wanted: readonly string[] }
  | { id: number; kind: 'batch'; request: BatchRequest };

/** What the worker tells the page. */
export type EngineReply =
  | { id: number; kind: 'progress'; progress: LoadProgress }
  | { id: number; kind: 'batch-progress'; progress: BatchProgress }
  | { id: number; kind: 'loaded'; loaded: LoadedEngine }
  | { id: number; kind: 'predicted'; prediction: Prediction }
  | { id: number; kind: 'ran'; result: RunResult }
  | { id: number; kind: 'batched'; result: BatchResult }
  | { id: number; kind: 'failed'; code: EngineErrorCode; message: string; hint: string | undefined };
