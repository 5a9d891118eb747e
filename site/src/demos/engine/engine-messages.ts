import type {
  EngineErrorCode,
  EngineSpec,
  LoadedEngine,
  LoadProgress,
  Prediction,
} from './inference-engine.ts';

/** What the page asks of an engine's worker. `id` comes back with the answer. */
export type EngineRequest =
  | { id: number; kind: 'load'; spec: EngineSpec }
  | { id: number; kind: 'predict'; batch: Uint8Array<ArrayBuffer> };

/** What the worker tells the page. */
export type EngineReply =
  | { id: number; kind: 'progress'; progress: LoadProgress }
  | { id: number; kind: 'loaded'; loaded: LoadedEngine }
  | { id: number; kind: 'predicted'; prediction: Prediction }
  | { id: number; kind: 'failed'; code: EngineErrorCode; message: string; hint: string | undefined };
