import { errorWords } from '@modelfolio/pages/demo-error';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DemoModel } from '../drawing/demo-model.ts';
import type { ImageSession } from '../drawing/use-image-session.ts';
import type { Confused } from '../drawing/share-state.ts';
import { confusedImages, type ConfusedImage, type ConfusedPart } from './confused-images.ts';

/** Images found before it pauses and asks. */
const atOnce = 24;

export type ConfusedState = {
  images: ConfusedImage[];
  /** Parts of the test set looked through, and how many there are. */
  done: number;
  parts: number;
  phase: 'looking' | 'paused' | 'finished';
  failure: string | null;
};

const nothing: ConfusedState = { images: [], done: 0, parts: 0, phase: 'looking', failure: null };

/** The images of a cell of the confusion matrix, looked for since the cell was named until there are enough. */
export function useConfused(model: DemoModel, engine: ImageSession | null, cell: Confused | null) {
  const [state, setState] = useState<ConfusedState>(nothing);
  const search = useRef<{ parts: AsyncGenerator<ConfusedPart>; stop: AbortController } | null>(null);

  async function look(goal: number): Promise<void> {
    const running = search.current;
    if (!running) return;
    setState((before) => ({ ...before, phase: 'looking' }));
    try {
      let found = 0;
      while (found < goal) {
        const part = await running.parts.next();
        if (running.stop.signal.aborted) return;
        if (part.done) return setState((before) => ({ ...before, phase: 'finished' }));
        const { images, done, parts } = part.value;
        found += images.length;
        setState((before) => ({ ...before, images: [...before.images, ...images], done, parts }));
      }
      setState((before) => ({ ...before, phase: before.done === before.parts ? 'finished' : 'paused' }));
    } catch (error) {
      if (running.stop.signal.aborted) return;
      const failure = errorWords(error);
      setState((before) => ({ ...before, phase: 'finished', failure }));
    }
  }

  useEffect(() => {
    if (!cell || !engine) return undefined;
    const stop = new AbortController();
    const predict = async (batch: Uint8Array<ArrayBuffer>) => (await engine.engine()).predict(batch);
    search.current = { parts: confusedImages(model, cell, predict, stop.signal), stop };
    setState({ ...nothing, parts: model.shards.length });
    void look(atOnce);
    return () => {
      stop.abort();
      search.current = null;
    };
  }, [cell?.actual, cell?.predicted]);

  return { state, more: () => void look(atOnce) };
}
