import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DemoModel } from '../drawing/demo-model.ts';
import { EngineError, type Runtime } from '../engine/inference-engine.ts';
import { spawnEngine } from '../engine/spawn-engine.ts';
import { byteSize } from '@modelfolio/pages/numbers';
import { engineCount, rerunClaim, type Claim, type RerunProgress, type RerunResult } from './rerun-claim.ts';
import { RerunVerdict } from './RerunVerdict.tsx';

type Props = {
  model: DemoModel;
  claim: Claim;
  /** Begin at once: the visitor has pressed the button already. */ start: boolean;
};
type State =
  | { phase: 'idle' }
  | { phase: 'running'; progress: RerunProgress | null }
  | { phase: 'failed'; message: string }
  | { phase: 'done'; runtime: Runtime; result: RerunResult };

const names: Record<Runtime, string> = { tfjs: 'TensorFlow.js', ort: 'ONNX Runtime' };

function sentence(progress: RerunProgress | null): string {
  if (!progress) return 'Starting';
  if (progress.phase === 'loading') {
    const { loaded, total } = progress.progress;
    return loaded >= total
      ? 'Starting the runtime'
      : `Loading runtime and model: ${byteSize(loaded)} of ${byteSize(total)}`;
  }
  const { done, rows, correct } = progress;
  return `${done.toLocaleString('en')} of ${rows.toLocaleString('en')} images, ${correct.toLocaleString('en')} right so far`;
}

/** Recomputes a card's accuracy in this browser. */
function RerunClaim({ model, claim, start }: Props) {
  const [runtime, setRuntime] = useState<Runtime>(model.engines[0]?.runtime ?? 'tfjs');
  const [state, setState] = useState<State>({ phase: 'idle' });
  const abort = useRef<AbortController | null>(null);

  async function run(): Promise<void> {
    const spec = model.engines.find((candidate) => candidate.runtime === runtime);
    if (!spec) return;
    const { signal } = (abort.current = new AbortController());
    const count = engineCount(runtime, crossOriginIsolated, navigator.hardwareConcurrency);
    const helpers = Array.from({ length: count - 1 }, () => spawnEngine(spec));
    const engines = [spawnEngine(spec), ...helpers] as const;
    setState({ phase: 'running', progress: null });
    try {
      const result = await rerunClaim(
        model,
        claim,
        engines,
        (progress) => setState({ phase: 'running', progress }),
        signal,
      );
      setState({ phase: 'done', runtime, result });
    } catch (error) {
      if (signal.aborted) setState({ phase: 'idle' });
      else {
        const message = error instanceof Error ? error.message : String(error);
        const hint = error instanceof EngineError && error.hint ? ` ${error.hint}` : '';
        setState({ phase: 'failed', message: message + hint });
      }
    } finally {
      for (const engine of engines) void engine.dispose();
    }
  }

  useEffect(() => {
    if (start) void run();
    return () => abort.current?.abort();
  }, []);

  const running = state.phase === 'running';
  const counting = running && state.progress?.phase === 'counting' ? state.progress : null;
  return (
    <>
      <div class="rerun-controls">
        {running ? (
          <button type="button" onClick={() => abort.current?.abort()}>
            Cancel
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => void run()}>
            {state.phase === 'done' ? 'Run it again' : 'Re-run this claim'}
          </button>
        )}
        {model.engines.length > 1 && (
          <div role="group" aria-label="Runtime" class="segmented">
            {model.engines.map((spec) => (
              <button
                type="button"
                key={spec.runtime}
                disabled={running}
                aria-pressed={runtime === spec.runtime}
                onClick={() => setRuntime(spec.runtime)}
              >
                {names[spec.runtime]}
              </button>
            ))}
          </div>
        )}
      </div>
      {running && (
        <div class="rerun-progress">
          <progress aria-label="Re-running the claim" max={counting?.rows ?? 1} value={counting?.done ?? 0} />
          <p>{sentence(state.progress)}</p>
        </div>
      )}
      <div aria-live="polite">
        {state.phase === 'failed' && <p class="notice error">{state.message}</p>}
        {state.phase === 'done' && (
          <RerunVerdict model={model} claim={claim} runtime={state.runtime} result={state.result} />
        )}
      </div>
    </>
  );
}

/** Puts the demo into `host`, in place of the button that stood there. */
export function mountRerunClaim(host: Element, props: Omit<Props, 'start'>): void {
  host.replaceChildren();
  render(<RerunClaim {...props} start />, host);
  host.querySelector('button')?.focus();
}
