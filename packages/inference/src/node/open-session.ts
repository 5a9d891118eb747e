import type { Session } from '../session.ts';
import { sessionPool, type SessionLimits, type SessionPool } from './session-pool.ts';

let pool: SessionPool | null = null;

/**
 * Opens a graph with ONNX Runtime on the CPU, as anybody else would run it, in a child process that all sessions of
 * this program share: a graph that does not end, crashes or needs too much memory cannot take the program along.
 *
 * @throws InferenceError `time-limit`, `memory-limit`, `crashed`; Error in the words of the runtime
 *
 * @example
 * const session = await openSession(await readFile('model.onnx'), { timeLimit: 60, signal });
 * const { probabilities } = await session.run({ image: tensorOf('uint8', pixels, [1, 28, 28]) });
 * await session.close();
 */
export function openSession(bytes: Uint8Array, limits?: SessionLimits): Promise<Session> {
  pool ??= sessionPool();
  return pool.open(bytes, limits);
}

/**
 * As {@link openSession}, a model of TensorFlow.js, which needs the `@tensorflow/tfjs-*` packages.
 *
 * @param modelJson bytes of `model.json`
 * @param weights bytes of all weight files, in the order that `model.json` names them
 * @throws InferenceError as {@link openSession}; Error in the words of TensorFlow.js
 */
export function openTfjs(
  modelJson: Uint8Array,
  weights: Uint8Array,
  limits?: SessionLimits,
): Promise<Session> {
  pool ??= sessionPool();
  return pool.openTfjs(modelJson, weights, limits);
}
