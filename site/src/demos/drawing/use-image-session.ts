import type { EngineSpec, Prediction } from '@modelfolio/pages/engine/inference-engine';
import type { ModelSession } from '@modelfolio/pages/session/model-session';
import { useSession } from '@modelfolio/pages/session/use-session';
import type { DemoEngine } from '../workers/demo-engine.ts';
import { spawnEngine } from '../workers/spawn-engine.ts';
import type { Pixels } from './drawing.ts';

/** A prediction and the very picture it is for. */
export type ImageAnswer = { pixels: Pixels } & Prediction;

export type ImageSession = ModelSession<DemoEngine, Pixels, ImageAnswer>;

// The worker takes a copy: the page goes on drawing on its own.
const answerOf = async (engine: DemoEngine, pixels: Pixels): Promise<ImageAnswer> => ({
  pixels,
  ...(await engine.predict(pixels)),
});

/** The session of a classifier of images. */
export function useImageSession(spec: EngineSpec | undefined): ImageSession | null {
  return useSession(spec ? () => spawnEngine(spec) : null, answerOf);
}
