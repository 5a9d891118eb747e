import { download } from '@modelfolio/pages/download';
import type { LoadedEngine } from '@modelfolio/pages/engine/inference-engine';
import { milliseconds } from '@modelfolio/pages/numbers';
import { shortNumber } from '@modelfolio/pages/short-number';
import type { RunSteps } from '@modelfolio/pages/RunProgress';
import { useRun } from '@modelfolio/pages/use-run';
import { useEffect } from 'preact/hooks';
import type { AutoModel, TableClaim } from '../auto/auto-model.ts';
import type { BatchResult } from '../auto/batch.ts';
import { predictInWorker } from '../auto/predict-in-worker.ts';
import { mountRerun, RerunPanel } from './RerunPanel.tsx';
import { tableVerdict } from './table-verdict.ts';

type Props = { model: Pick<AutoModel, 'engine' | 'sides' | 'labels'>; claim: TableClaim };

/** Counts a card's claims over a table again, in this browser and on the very same bytes. It begins at once. */
function RerunTable({ model, claim }: Props) {
  const { state, start, cancel } = useRun<RunSteps, { result: BatchResult; engine: LoadedEngine }>();
  const run = () =>
    void start({ text: 'Starting', done: 0, rows: claim.rows }, (say, signal) => {
      const file = {
        name: claim.path,
        bytes: (aborted: AbortSignal) => download(claim.file, () => undefined, aborted),
      };
      return predictInWorker(model, file, say, signal);
    });
  useEffect(run, []);
  return (
    <RerunPanel
      state={state}
      onStart={run}
      onCancel={cancel}
      verdict={(result) => <Verdict model={model} claim={claim} {...result} />}
    />
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

export const mountRerunTable = (host: Element, props: Props): void =>
  mountRerun(host, <RerunTable {...props} />);
