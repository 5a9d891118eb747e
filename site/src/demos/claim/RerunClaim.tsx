import { runtimeNames, type Runtime } from '@modelfolio/pages/engine/inference-engine';
import type { RunSteps } from '@modelfolio/pages/RunProgress';
import { useRun } from '@modelfolio/pages/use-run';
import { useEffect, useState } from 'preact/hooks';
import type { DemoModel } from '../drawing/demo-model.ts';
import { loadingWords } from '@modelfolio/pages/loading-words';
import { spawnEngine } from '../workers/spawn-engine.ts';
import {
  engineCount,
  rerunClaim,
  type PictureClaim,
  type RerunProgress,
  type RerunResult,
} from './rerun-claim.ts';
import { mountRerun, RerunPanel } from './RerunPanel.tsx';
import { PictureVerdict } from './PictureVerdict.tsx';

type Props = { model: DemoModel; claim: PictureClaim };

function stepsOf(progress: RerunProgress): RunSteps {
  if (progress.phase === 'loading') return { text: loadingWords(progress.progress), done: 0, rows: 0 };
  const { done, rows, correct } = progress;
  const text = `${done.toLocaleString('en')} of ${rows.toLocaleString('en')} images, ${correct.toLocaleString('en')} right so far`;
  return { text, done, rows };
}

/** Recomputes a card's accuracy in this browser. It begins at once. */
function RerunClaim({ model, claim }: Props) {
  const [runtime, setRuntime] = useState<Runtime>(model.engines[0]?.runtime ?? 'tfjs');
  const { state, start, cancel } = useRun<RunSteps, { runtime: Runtime; result: RerunResult }>();

  function run(): void {
    const spec = model.engines.find((candidate) => candidate.runtime === runtime);
    if (!spec) return;
    void start({ text: 'Starting', done: 0, rows: 0 }, async (say, signal) => {
      const count = engineCount(runtime, crossOriginIsolated, navigator.hardwareConcurrency);
      const helpers = Array.from({ length: count - 1 }, () => spawnEngine(spec));
      const engines = [spawnEngine(spec), ...helpers] as const;
      try {
        const tell = (progress: RerunProgress) => say(stepsOf(progress));
        return { runtime, result: await rerunClaim(model, claim, engines, tell, signal) };
      } finally {
        for (const engine of engines) void engine.dispose();
      }
    });
  }
  useEffect(run, []);

  const choice = model.engines.length > 1 && (
    <div role="group" aria-label="Runtime" class="segmented">
      {model.engines.map((spec) => (
        <button
          type="button"
          key={spec.runtime}
          disabled={state.phase === 'running'}
          aria-pressed={runtime === spec.runtime}
          onClick={() => setRuntime(spec.runtime)}
        >
          {runtimeNames[spec.runtime]}
        </button>
      ))}
    </div>
  );
  return (
    <RerunPanel
      state={state}
      onStart={run}
      onCancel={cancel}
      choice={choice}
      verdict={(found) => <PictureVerdict model={model} {...found} />}
    />
  );
}

export const mountRerunClaim = (host: Element, props: Props): void =>
  mountRerun(host, <RerunClaim {...props} />);
