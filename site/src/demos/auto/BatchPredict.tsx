import { DemoError } from '@modelfolio/pages/demo-error';
import { DropZone } from '@modelfolio/pages/DropZone';
import { byteSize } from '@modelfolio/pages/numbers';
import { RunProgress, type RunSteps } from '@modelfolio/pages/RunProgress';
import { useRun } from '@modelfolio/pages/use-run';
import { useId } from 'preact/hooks';
import { FileField } from '@modelfolio/pages/FileField';
import type { AutoModel } from './auto-model.ts';
import type { BatchResult } from './batch.ts';
import { BatchTable } from './BatchTable.tsx';
import { predictInWorker } from './predict-in-worker.ts';

/** Larger files would not fit into the memory of a worker as a table. */
const largestFile = 256 * 1024 * 1024;

/** A whole file of rows at once, in a worker of its own: cancelling ends it. */
export function BatchPredict({ model }: { model: AutoModel }) {
  const { state, start, cancel } = useRun<RunSteps, { result: BatchResult; name: string }>();
  const id = useId();

  function predict(file: File): void {
    const { name, size } = file;
    void start({ text: 'Starting the runtime', done: 0, rows: 0 }, async (say, signal) => {
      if (size > largestFile)
        throw new DemoError(
          'table',
          `${name}: ${byteSize(size)} are more than this page takes (${byteSize(largestFile)}). Split the file.`,
        );
      const bytes = async () => new Uint8Array(await file.arrayBuffer());
      const { result } = await predictInWorker(model, { name, bytes }, say, signal);
      return { result, name };
    });
  }

  return (
    <DropZone
      class="auto-batch"
      labelledBy={`${id}-title`}
      onFiles={([file]) => {
        if (file) predict(file);
      }}
    >
      <h2 id={`${id}-title`}>Predict a whole file</h2>
      <p>
        Drop a CSV, Parquet or NPZ file here: {columnsSentence(model)} It is read and predicted on your
        machine and sent nowhere.
      </p>
      <p class="actions">
        <FileField label="Choose a file" accept=".csv,.tsv,.txt,.gz,.parquet,.npz" onFile={predict} />
        {state.phase === 'running' && (
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        )}
      </p>
      {state.phase === 'running' && (
        <RunProgress class="auto-progress" label="Predicting the file" steps={state.progress} />
      )}
      <div aria-live="polite">
        {state.phase === 'failed' && <p class="notice error">{state.message}</p>}
        {state.phase === 'done' && <p class="hidden">{state.result.result.rows} rows predicted</p>}
      </div>
      {state.phase === 'done' && (
        <BatchTable result={state.result.result} name={state.result.name} id={model.id} />
      )}
    </DropZone>
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
