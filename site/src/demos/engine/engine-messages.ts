import type { BatchProgress, BatchRequest, BatchResult } from '../auto/batch.ts';
import type { AttributionCheck, AttributionRequest, ImageAttribution } from './attribution.ts';
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
  | { id: number; kind: 'batch'; request: BatchRequest }
  | { id: number; kind: 'attribute'; request: AttributionRequest }
  | { id: number; kind: 'check'; request: AttributionRequest }
  /** Ends the work on the request of this number. */
  | { id: number; kind: 'stop' };

/** What the worker tells the page. */
export type EngineReply =
  | { id: number; kind: 'progress'; progress: LoadProgress }
  | { id: number; kind: 'batch-progress'; progress: BatchProgress }
  | { id: number; kind: 'loaded'; loaded: LoadedEngine }
  | { id: number; kind: 'predicted'; prediction: Prediction }
  | { id: number; kind: 'ran'; result: RunResult }
  | { id: number; kind: 'batched'; result: BatchResult }
  | { id: number; kind: 'attributed'; attribution: ImageAttribution }
  | { id: number; kind: 'check-progress'; share: number }
  | { id: number; kind: 'checked'; check: AttributionCheck }
  | { id: number; kind: 'failed'; code: EngineErrorCode; message: string; hint: string | undefined };
