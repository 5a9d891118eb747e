import { useEffect, useReducer, useRef } from 'preact/hooks';
import { EngineSession } from './engine-session.ts';
import type { EngineSpec } from './engine/inference-engine.ts';
import { spawnEngine } from './engine/spawn-engine.ts';

/** The session of one engine for as long as a component lives; each change renders it anew. */
export function useEngineSession(spec: EngineSpec | undefined): EngineSession | null {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const session = useRef<EngineSession | null>(null);
  if (spec && !session.current)
    session.current = new EngineSession(
      () => spawnEngine(spec),
      () => changed(undefined),
    );
  useEffect(() => () => session.current?.dispose(), []);
  return session.current;
}
