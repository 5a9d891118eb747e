import { useEffect, useRef, useState } from 'preact/hooks';
import { errorWords } from './demo-error.ts';

/** Where a long piece of work stands that a visitor starts and may cancel. */
export type RunState<Progress, Result> =
  | { phase: 'idle' }
  | { phase: 'running'; progress: Progress }
  | { phase: 'failed'; message: string }
  | { phase: 'done'; result: Result };

/** Does the work; must end soon after the signal is aborted. */
export type Work<Progress, Result> = (
  say: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<Result>;

/** One piece of work at a time, for as long as a component lives: a newer one cancels the one before. */
export function useRun<Progress, Result>() {
  const [state, setState] = useState<RunState<Progress, Result>>({ phase: 'idle' });
  const abort = useRef<AbortController | null>(null);

  async function start(first: Progress, work: Work<Progress, Result>): Promise<void> {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    const set = (next: RunState<Progress, Result>) => {
      if (!signal.aborted) setState(next);
    };
    set({ phase: 'running', progress: first });
    try {
      set({
        phase: 'done',
        result: await work((progress) => set({ phase: 'running', progress }), signal),
      });
    } catch (error) {
      set({ phase: 'failed', message: errorWords(error) });
    }
  }

  function cancel(): void {
    abort.current?.abort();
    setState({ phase: 'idle' });
  }
  useEffect(() => () => abort.current?.abort(), []);
  return { state, start, cancel };
}
