import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { EngineError, type InferenceEngine } from '../engine/inference-engine.ts';
import { spawnEngine } from '../engine/spawn-engine.ts';
import { byteSize } from '@modelfolio/pages/numbers';
import type { AutoModel } from './auto-model.ts';
import type { BatchResult } from './batch.ts';
import { BatchTable } from './BatchTable.tsx';

type State =
  | { phase: 'idle' }
  | { phase: 'running'; text: string; done: number; rows: number }
  | { phase: 'failed'; message: string }
  | { phase: 'done'; result: BatchResult; name: string };

/** Larger files would not fit into the memory of a worker as a table. */
const largestFile = 256 * 1024 * 1024;

/** A whole file of rows at once, in a worker of its own: cancelling ends it. */
export function BatchPredict({ model }: { model: AutoModel }) {
  const [state, setState] = useState<State>({ phase: 'idle' });
  const [dragging, setDragging] = useState(false);
  const engine = useRef<InferenceEngine | null>(null);
  const abort = useRef<AbortController | null>(null);
  const id = useId();

  function stop(): void {
    abort.current?.abort();
    void engine.current?.dispose();
    engine.current = null;
  }
  useEffect(() => stop, []);

  async function predict(file: File): Promise<void> {
    stop();
    const { signal } = (abort.current = new AbortController());
    if (file.size > largestFile)
      return setState({
        phase: 'failed',
        message: `${file.name}: ${byteSize(file.size)} are more than this page takes (${byteSize(largestFile)}). Split the file.`,
      });
    setState({ phase: 'running', text: 'Starting the runtime', done: 0, rows: 0 });
    const mine = (engine.current = spawnEngine(model.engine));
    try {
      await mine.load(({ loaded, total }) => {
        const text = `Loading runtime and model: ${byteSize(loaded)} of ${byteSize(total)}`;
        if (!signal.aborted) setState({ phase: 'running', text, done: 0, rows: 0 });
      }, signal);
      setState({ phase: 'running', text: `Reading ${file.name}`, done: 0, rows: 0 });
      const bytes = new Uint8Array(await file.arrayBuffer());
      const request = { sides: model.sides, bytes, fileName: file.name, labels: model.labels };
      const result = await mine.batch(request, ({ done, rows }) => {
        const text = `${done.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`;
        if (!signal.aborted) setState({ phase: 'running', text, done, rows });
      });
      if (!signal.aborted) setState({ phase: 'done', result, name: file.name });
    } catch (error) {
      if (signal.aborted) return;
      const hint = error instanceof EngineError && error.hint ? ` ${error.hint}` : '';
      setState({ phase: 'failed', message: (error instanceof Error ? error.message : String(error)) + hint });
    } finally {
      void mine.dispose();
    }
  }

  const running = state.phase === 'running';
  return (
    <section
      class={dragging ? 'auto-batch dragging' : 'auto-batch'}
      aria-labelledby={`${id}-title`}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        const file = event.dataTransfer?.files[0];
        if (file) void predict(file);
      }}
    >
      <h2 id={`${id}-title`}>Predict a whole file</h2>
      <p>
        Drop a CSV, Parquet or NPZ file here: {columnsSentence(model)} It is read and predicted on your
        machine and sent nowhere.
      </p>
      <p class="actions">
        <label for={id} class="auto-file">
          <span>Choose a file</span>{' '}
          <input
            id={id}
            type="file"
            accept=".csv,.tsv,.txt,.gz,.parquet,.npz"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              currentTarget.value = '';
              if (file) void predict(file);
            }}
          />
        </label>
        {running && (
          <button
            type="button"
            onClick={() => {
              stop();
              setState({ phase: 'idle' });
            }}
          >
            Cancel
          </button>
        )}
      </p>
      {running && (
        <div class="auto-progress">
          <progress aria-label="Predicting the file" max={state.rows || 1} value={state.done} />
          <p>{state.text}</p>
        </div>
      )}
      <div aria-live="polite">
        {state.phase === 'failed' && <p class="notice error">{state.message}</p>}
        {state.phase === 'done' && <p class="hidden">{state.result.rows} rows predicted</p>}
      </div>
      {state.phase === 'done' && <BatchTable result={state.result} name={state.name} id={model.id} />}
    </section>
  );
}

function columnsSentence({ sides: { input }, labels }: AutoModel): string {
  const truth =
    labels.length > 0 ? ` With ${labels.join(' and ')} in it, the predictions are judged too.` : '';
  if (input.kind === 'tabular') {
    const names = input.columns.map(({ name }) => name);
    const shown = names.slice(0, 6).join(', ');
    return `it needs the columns ${shown}${names.length > 6 ? ` and ${names.length - 6} more` : ''}.${truth}`;
  }
  if (input.kind === 'text') return `it needs a column ${input.input}.${truth}`;
  return `it needs an array or columns for ${input.input}.${truth}`;
}
