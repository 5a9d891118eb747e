import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { ImageAnswer, ImageSession } from '../drawing/use-image-session.ts';
import { argmaxRow } from '@modelfolio/statistics/argmax-row';
import type { Why } from '../drawing/share-state.ts';
import { AttributionSession } from './attribution-session.ts';

/**
 * The explanation of the answer in front, for as long as a component lives; each change renders it anew.
 *
 * @param engine `null` where the model comes with none
 * @param answer the answer to be explained; `null` where there is none
 */
export function useWhy(engine: ImageSession | null, answer: ImageAnswer | null) {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const [why, setWhy] = useState<Why | null>(null);
  const session = useRef<AttributionSession | null>(null);
  if (engine && !session.current)
    session.current = new AttributionSession(
      () => engine.engine(),
      () => changed(undefined),
    );
  const explained =
    why && answer ? (why.class ?? argmaxRow(answer.probabilities, 0, answer.probabilities.length)) : null;

  useEffect(() => {
    const wanted = why && answer && explained !== null;
    session.current?.ask(wanted ? { pixels: answer.pixels, class: explained, method: why.method } : null);
  }, [answer, why?.method, explained]);
  useEffect(() => () => session.current?.dispose(), []);
  return { why, setWhy, session: session.current };
}
