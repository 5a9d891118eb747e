import type { SessionState } from './engine-session.ts';
import { byteSize, milliseconds } from './numbers.ts';

type Props = {
  name: string;
  state: SessionState;
  /** Of the latest prediction. */
  latencyMs: number | null;
  onCancel: () => void;
  onRetry: () => void;
};

/** Where an engine stands: how much has arrived, what went wrong, how fast it is. */
export function EngineStatus({ name, state, latencyMs, onCancel, onRetry }: Props) {
  switch (state.phase) {
    case 'idle':
      return null;
    case 'loading':
      return (
        <div class="engine loading">
          <progress aria-label={`Loading ${name}`} max={state.total || 1} value={state.loaded} />
          <span>
            {state.total > 0 && state.loaded >= state.total
              ? `Starting ${name}`
              : `Loading ${name}: ${byteSize(state.loaded)}${state.total ? ` of ${byteSize(state.total)}` : ''}`}
          </span>
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        </div>
      );
    case 'failed':
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
    case 'ready':
      return (
        <p class="engine ready" title={state.engine.description}>
          <span>{name}</span> {latencyMs === null ? 'ready' : <b>{milliseconds(latencyMs)}</b>}
          <small>{byteSize(state.engine.bytes)} loaded</small>
        </p>
      );
  }
}
