import { useEffect, useRef, useState } from 'preact/hooks';
import type { GridSize } from '../drawing/drawing.ts';
import { paintCanvas } from '../drawing/paint-canvas.ts';
import type { AttributionSession, Question } from './attribution-session.ts';
import { AttributionMap } from './AttributionMap.tsx';
import type { ConfusedImage } from './confused-images.ts';

type Props = {
  image: ConfusedImage;
  size: GridSize;
  session: AttributionSession | null;
  question: Question;
  pressed: boolean;
  onShow: () => void;
};

/** One test image under its explanation, which comes when the engine has time. */
export function ConfusedThumb({ image, size, session, question, pressed, onShow }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [values, setValues] = useState<Float32Array | null>(null);
  useEffect(() => {
    if (canvas.current) paintCanvas(canvas.current, { ...size, pixels: image.pixels });
  }, [image]);
  useEffect(() => {
    const stop = new AbortController();
    async function explain(): Promise<void> {
      try {
        const found = await session?.later(question, stop.signal);
        if (found && !stop.signal.aborted) setValues(found.values);
      } catch {
        // The picture is there without its explanation; the panel tells what goes wrong.
      }
    }
    setValues(null);
    void explain();
    return () => stop.abort();
  }, [image, question.class, question.method]);
  return (
    <button type="button" aria-pressed={pressed} onClick={onShow} data-explained={values ? '' : undefined}>
      <span class="thumb">
        <canvas ref={canvas} aria-hidden="true" />
        {values && <AttributionMap values={values} size={size} opacity={0.8} />}
      </span>
      <span class="hidden">Test image </span>
      {image.index}
    </button>
  );
}
