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
import { confirmClaim } from '@modelfolio/metrics/confirm-claim';
import { judgedBytes } from './judged-bytes.ts';
import { RerunVerdict } from './RerunVerdict.tsx';

type Props = { model: Pick<AutoModel, 'engine' | 'sides' | 'labels'>; claim: TableClaim };

/** Counts a card's claims over a table again, in this browser and on the very same bytes. It begins at once. */
function RerunTable({ model, claim }: Props) {
  const { state, start, cancel } = useRun<RunSteps, { result: BatchResult; engine: LoadedEngine }>();
  const run = () =>
    void start({ text: 'Starting', done: 0, rows: claim.stated.rows }, (say, signal) => {
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
  const { stated, digest } = claim;
  const { model: judged, isOtherFormat } = judgedBytes(engine.sha256, stated.model);
  const recounted = { rows: result.rows, model: judged, data: digest, scores: result.scores };
  const confirmation = confirmClaim(stated, recounted);
  const { confirmed, figures, cells } = confirmation;
  const where = isOtherFormat ? ' in another format' : '';
  const shown = (value: number) => (cells ? `${(100 * value).toFixed(2)} %` : shortNumber(value));
  return (
    <RerunVerdict
      confirmation={confirmation}
      outcome={confirmed ? `Confirmed${where}` : 'Not confirmed'}
      facts={figures.map((figure) => [
        figure.name,
        <>
          <b>{shown(figure.recounted)}</b> here, {shown(figure.stated)} on the card
          {figure.same ? '' : ': not the same'}
        </>,
      ])}
      nearTies={result.nearTies}
      engine={engine}
      paths={model.engine.files.map(({ path }) => path)}
      data={{ path: claim.path, sha256: claim.file.sha256 }}
    >
      {result.rows.toLocaleString('en')} rows predicted in {milliseconds(result.predictingMs)} (
      {engine.description}).
    </RerunVerdict>
  );
}

export const mountRerunTable = (host: Element, props: Props): void =>
  mountRerun(host, <RerunTable {...props} />);
