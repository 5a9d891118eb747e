import type { ComponentChildren } from 'preact';
import type { EngineSpec, Runtime } from '@modelfolio/pages/engine/inference-engine';
import type { ImageAnswer } from './use-image-session.ts';
import { agreement } from '@modelfolio/pages/ranking';

type Props = {
  runtime: Runtime;
  engines: readonly EngineSpec[];
  onChoose: (runtime: Runtime) => void;
  answer: ImageAnswer | null;
  /** The other runtime's answer for the same picture. */
  twin: ImageAnswer | null;
  /** Where each engine stands. */
  children: ComponentChildren;
};

/** One runtime, or two of them side by side with how far they agree. */
export function RuntimeChoice({ runtime, engines, onChoose, answer, twin, children }: Props) {
  const { maxDifference, sameAnswer } =
    answer && twin
      ? agreement(answer.probabilities, twin.probabilities)
      : { maxDifference: null, sameAnswer: false };
  return (
    <section class="runtimes" aria-label="Runtime">
      {engines.length > 1 && (
        <label class="switch">
          <input
            type="checkbox"
            checked={runtime === 'ort'}
            onChange={(event) => onChoose(event.currentTarget.checked ? 'ort' : 'tfjs')}
          />
          <span>
            Compare with ONNX Runtime <small>(same weights, a larger download)</small>
          </span>
        </label>
      )}
      {children}
      {maxDifference !== null && (
        <p class="agreement">
          {sameAnswer ? 'Same answer from both.' : 'The two disagree on the answer.'} Largest difference of a
          probability: <b>{maxDifference === 0 ? '0' : maxDifference.toExponential(1)}</b>
        </p>
      )}
    </section>
  );
}
