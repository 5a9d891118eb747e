import type { SessionState } from './engine-session.ts';
import { byteSize, milliseconds } from '@modelfolio/pages/numbers';

type Props = {
  name: string;
  /** Which of the bars' colours is its own; `null` where there is one alone. */
  series?: 1 | 2 | null;
  state: SessionState;
  /** Of the latest prediction. */
  latencyMs: number | null;
  onCancel: () => void;
  onRetry: () => void;
};

/** Where an engine stands: how much has arrived, what went wrong, how fast it is. */
export function EngineStatus({ name, series = null, state, latencyMs, onCancel, onRetry }: Props) {
  if (state.phase === 'idle') return null;
  if (state.phase === 'failed')
    return (
      <div class="engine failed">
        <span>
          <strong>{state.message}</strong> {state.hint}
        </span>
        <button type="button" onClick={onRetry}>
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
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
