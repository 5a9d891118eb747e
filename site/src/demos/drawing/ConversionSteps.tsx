import { useEffect, useRef } from 'preact/hooks';
import { paintCanvas } from './paint-canvas.ts';
import type { ConversionStep, Grey } from '../image/to-data-set.ts';

function Picture({ picture }: { picture: Grey }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paintCanvas(canvas.current, picture);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      class={picture.width <= 64 ? 'step-picture tiny' : 'step-picture'}
      aria-hidden="true"
    />
  );
}

/** What was done to an uploaded picture, as pictures and words. */
export function ConversionSteps({ steps, source }: { steps: readonly ConversionStep[]; source: string }) {
  return (
    <section class="conversion" aria-label="What was done to your picture">
      <h2>What was done to your picture</h2>
      <p>{source}. It stayed in this browser.</p>
      <ol>
        {steps.map(({ title, words, picture }) => (
          <li key={title}>
            <Picture picture={picture} />
            <span>
              <b>{title}.</b> {words}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
