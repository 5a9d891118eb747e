import { RunProgress, type RunSteps } from '@modelfolio/pages/RunProgress';
import type { RunState } from '@modelfolio/pages/use-run';
import { render, type ComponentChild, type ComponentChildren, type VNode } from 'preact';

type Props<Result> = {
  state: RunState<RunSteps, Result>;
  onStart: () => void;
  onCancel: () => void;
  /** What is to be chosen beside the button. */
  choice?: ComponentChildren;
  /** What the recount says. */
  verdict: (result: Result) => ComponentChild;
};

/** The button that counts a card's claim again, how far it is, and what came of it. */
export function RerunPanel<Result>({ state, onStart, onCancel, choice, verdict }: Props<Result>) {
  return (
    <>
      <div class="rerun-controls">
        {state.phase === 'running' ? (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        ) : (
          <button type="button" class="primary" onClick={onStart}>
            {state.phase === 'done' ? 'Run it again' : 'Re-run this claim'}
          </button>
        )}
        {choice}
      </div>
      {state.phase === 'running' && (
        <RunProgress class="rerun-progress" label="Re-running the claim" steps={state.progress} />
      )}
      <div aria-live="polite">
        {state.phase === 'failed' && <p class="notice error">{state.message}</p>}
        {state.phase === 'done' && verdict(state.result)}
      </div>
    </>
  );
}

/** Puts the demo into `host`, in place of the button that stood there. */
export function mountRerun(host: Element, demo: VNode): void {
  host.replaceChildren();
  render(demo, host);
  host.querySelector('button')?.focus();
}
