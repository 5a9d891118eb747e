import { runtimeNames, type InferenceEngine, type Runtime } from '../engine/inference-engine.ts';
import type { ModelSession } from './model-session.ts';
import { byteSize, milliseconds } from '../numbers.ts';

type Props = {
  session: Pick<ModelSession<InferenceEngine, unknown, unknown>, 'state' | 'cancel' | 'retry'>;
  runtime: Runtime;
  /** Which of the bars' colours is its own; `null` where there is one alone. */
  series?: 1 | 2 | null;
  /** Of the latest prediction. */
  latencyMs: number | null;
  /** What happens beside that the loading is cancelled. */
  onCancel?: () => void;
};

/** Where the engine of a session stands: how much has arrived, what went wrong, how fast it is. */
export function SessionStatus({ session, runtime, series = null, latencyMs, onCancel }: Props) {
  const { state } = session;
  const name = runtimeNames[runtime];
  if (state.phase === 'idle') return null;
  if (state.phase === 'failed')
    return (
      <div class="engine failed">
        <span>
          <strong>{state.message}</strong> {state.hint}
        </span>
        <button type="button" onClick={() => session.retry()}>
          Try again
        </button>
      </div>
    );
  if (state.phase === 'ready')
    return (
      <p class="engine ready" title={state.engine.description}>
        <span data-series={series}>{name}</span>{' '}
        {latencyMs === null ? 'ready' : <b>{milliseconds(latencyMs)}</b>}
        <small>{byteSize(state.engine.bytes)} loaded</small>
      </p>
    );
  const { loaded, total } = state;
  const arrived = total > 0 ? `${byteSize(loaded)} of ${byteSize(total)}` : byteSize(loaded);
  return (
    <div class="engine loading">
      <progress aria-label={`Loading ${name}`} max={total || 1} value={loaded} />
      <span>{total > 0 && loaded >= total ? `Starting ${name}` : `Loading ${name}: ${arrived}`}</span>
      <button
        type="button"
        onClick={() => {
          session.cancel();
          onCancel?.();
        }}
      >
        Cancel
      </button>
    </div>
  );
}
