import { errorWords } from '@modelfolio/pages/demo-error';
import { useEffect, useReducer } from 'preact/hooks';
import type { Running } from '../analysis/kept-answers.ts';
import type { KeptAnswer } from '../analysis/use-kept-answer.ts';

type Props = {
  answer: KeptAnswer<unknown>;
  /** On the button, e.g. `Explain every row`. */
  ask: string;
  /** While it is computed, e.g. `Explaining every row`. */
  busy: string;
  /** Whether the worker can be asked yet. */
  ready: boolean;
};

/** Asks for something that takes long: a button, then how far it is and a way to stop it, or what went wrong. */
export function LongQuestionBar({ answer, ask, busy, ready }: Props) {
  const { value, error, running, start, cancel } = answer;
  if (running)
    return (
      <div class="engine loading">
        <ProgressBar running={running} label={busy} />
        <span role="status">{busy}</span>
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    );
  if (value !== null) return null;
  return (
    <>
      {error && (
        <p class="notice error" role="alert">
          {errorWords(error)}
        </p>
      )}
      <p class="actions">
        <button type="button" disabled={!ready} onClick={start}>
          {error ? 'Try again' : ask}
        </button>
      </p>
    </>
  );
}

function ProgressBar({ running, label }: { running: Running; label: string }) {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => running.listen(() => changed(undefined)), [running]);
  const { share } = running;
  return <progress aria-label={label} {...(share === null ? {} : { value: share })} max={1} />;
}
