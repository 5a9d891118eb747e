import { useEffect, useReducer, useRef } from 'preact/hooks';
import { spawnEngine } from '../engine/spawn-engine.ts';
import type { AutoModel } from './auto-model.ts';
import { ModelSession } from './model-session.ts';

/** The session of a model for as long as a component lives; each change renders it anew. */
export function useModelSession<Key>({ engine, sides }: AutoModel): ModelSession<Key> {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const session = useRef<ModelSession<Key> | null>(null);
  session.current ??= new ModelSession<Key>(
    () => spawnEngine(engine),
    sides,
    () => changed(undefined),
  );
  useEffect(() => () => session.current?.dispose(), []);
  return session.current;
}
