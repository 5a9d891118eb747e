import { runtimeNames, type InferenceEngine, type Runtime } from '../engine/inference-engine.ts';
import { EngineStatus } from './EngineStatus.tsx';
import type { ModelSession } from './model-session.ts';

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

/** Where the engine of a session stands. */
export function SessionStatus(props: Props) {
  const { session, runtime, series = null, latencyMs, onCancel } = props;
  return (
    <EngineStatus
      name={runtimeNames[runtime]}
      series={series}
      state={session.state}
      latencyMs={latencyMs}
      onCancel={() => {
        session.cancel();
        onCancel?.();
      }}
      onRetry={() => session.retry()}
    />
  );
}
