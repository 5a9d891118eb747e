import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../download.ts';
import { EngineError, type LoadedEngine } from '../engine/inference-engine.ts';
import { spawnEngine } from '../engine/spawn-engine.ts';
import { byteSize, milliseconds } from '@modelfolio/pages/numbers';
import type { AutoModel, TableClaim } from '../auto/auto-model.ts';
import type { BatchResult } from '../auto/batch.ts';
import { shortNumber } from '@modelfolio/pages/short-number';
import { tableVerdict } from './table-verdict.ts';

type Props = { model: Pick<AutoModel, 'engine' | 'sides' | 'labels'>; claim: TableClaim; start: boolean };
type State =
  | { phase: 'idle' }
  | { phase: 'running'; text: string; done: number }
  | { phase: 'failed'; message: string }
  | { phase: 'done'; result: BatchResult; engine: LoadedEngine };

/** Counts a card's claims over a table again, in this browser and on the very same bytes. */
function RerunTable({ model, claim, start }: Props) {
  const [state, setState] = useState<State>({ phase: 'idle' });
  const abort = useRef<AbortController | null>(null);

  async function run(): Promise<void> {
    const { signal } = (abort.current = new AbortController());
    const engine = spawnEngine(model.engine);
    // Ends the worker: nothing else stops a prediction that runs.
    signal.addEventListener('abort', () => void engine.dispose());
    const say = (text: string, done = 0) => {
      if (!signal.aborted) setState({ phase: 'running', text, done });
    };
    say('Starting');
    try {
      const [loaded, bytes] = await Promise.all([
        engine.load(
          ({ loaded: arrived, total }) => say(`Loading ${byteSize(arrived)} of ${byteSize(total)}`),
          signal,
        ),
        download(claim.file, () => undefined, signal),
      ]);
      const { sides, labels } = model;
      const result = await engine.batch({ sides, labels, bytes, fileName: claim.path }, ({ done, rows }) =>
        say(`${done.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`, done),
      );
      if (!signal.aborted) setState({ phase: 'done', result, engine: loaded });
    } catch (error) {
      if (signal.aborted) return;
      const hint = error instanceof EngineError && error.hint ? ` ${error.hint}` : '';
      setState({ phase: 'failed', message: (error instanceof Error ? error.message : String(error)) + hint });
    } finally {
      void engine.dispose();
    }
  }

  useEffect(() => {
    if (start) void run();
    return () => abort.current?.abort();
  }, []);

  const running = state.phase === 'running';
  return (
    <>
      <div class="rerun-controls">
        {running ? (
          <button
            type="button"
            onClick={() => {
              abort.current?.abort();
              setState({ phase: 'idle' });
            }}
          >
            Cancel
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => void run()}>
            {state.phase === 'done' ? 'Run it again' : 'Re-run this claim'}
          </button>
        )}
      </div>
      {running && (
        <div class="rerun-progress">
          <progress aria-label="Re-running the claim" max={claim.rows} value={state.done} />
          <p>{state.text}</p>
        </div>
      )}
      <div aria-live="polite">
        {state.phase === 'failed' && <p class="notice error">{state.message}</p>}
        {state.phase === 'done' && <Verdict model={model} claim={claim} {...state} />}
      </div>
    </>
  );
}

type VerdictProps = Pick<Props, 'model' | 'claim'> & { result: BatchResult; engine: LoadedEngine };

function Verdict({ model, claim, result, engine }: VerdictProps) {
  if (!result.scores) return <p class="notice error">Not judged. {result.scoresFailed}</p>;
  const { confirmed, figures, cells } = tableVerdict(claim.stated, result.scores);
  const shown = (value: number) => (cells ? `${(100 * value).toFixed(2)} %` : shortNumber(value));
  const hashes = model.engine.files.map(({ path }) => ({ path, sha256: engine.sha256[path] }));
  return (
    <div class={confirmed ? 'rerun-verdict good' : 'rerun-verdict bad'}>
      <p class="rerun-outcome">
        <strong>{confirmed ? 'Confirmed' : 'Not confirmed'}.</strong> {result.rows.toLocaleString('en')} rows
        predicted in {milliseconds(result.predictingMs)} ({engine.description}).
      </p>
      <dl>
        {figures.map(({ name, stated, recounted, same }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{shown(recounted)}</b> here, {shown(stated)} on the card{same ? '' : ': not the same'}
            </dd>
          </div>
        ))}
        {cells && (
          <div>
            <dt>Confusion matrix</dt>
            <dd>
              {cells.different === 0
                ? `all ${cells.of} cells equal`
                : `${cells.different} of ${cells.of} cells differ`}
            </dd>
          </div>
        )}
        {/* Neither the engine nor `download` gives bytes of another hash: they fail, and there is no verdict. */}
        {[...hashes, { path: claim.path, sha256: claim.file.sha256 }].map(({ path, sha256 }) => (
          <div key={path}>
            <dt>SHA-256 of {path}</dt>
            <dd>
              <code>{sha256}</code> computed here, equal to the card
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Puts the demo into `host`, in place of the button that stood there. */
export function mountRerunTable(host: Element, props: Omit<Props, 'start'>): void {
  host.replaceChildren();
  render(<RerunTable {...props} start />, host);
  host.querySelector('button')?.focus();
}
