import type { DemoModel } from '../drawing/demo-model.ts';
import type { Runtime } from '@modelfolio/pages/engine/inference-engine';
import { nearTiesWords } from './near-ties-words.ts';
import type { RerunResult } from './rerun-claim.ts';

type Props = { model: DemoModel; runtime: Runtime; result: RerunResult };

const exactPercent = (share: number) => `${(100 * share).toFixed(2)} %`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** What the recount says about the card's claim. */
export function RerunVerdict({ model, runtime, result }: Props) {
  const { confirmation, isOtherFormat, accuracy, correct, rows, engine, workers, totalMs, predictingMs } =
    result;
  const { confirmed, reasons, figures } = confirmation;
  const differences = confirmation.cells?.different ?? [];
  const cells = model.classes.length ** 2;
  const isSameAccuracy = figures.every(({ same }) => same) && differences.length > 0;
  const outcome = confirmed
    ? `Confirmed${isOtherFormat ? ' in another format' : ''}`
    : isSameAccuracy
      ? 'Not confirmed: same accuracy, other mistakes'
      : 'Not confirmed';
  const files = model.engines.find((spec) => spec.runtime === runtime)?.files ?? [];
  return (
    <div class={confirmed ? 'rerun-verdict good' : 'rerun-verdict bad'}>
      <p class="rerun-outcome">
        <strong>{outcome}.</strong> {correct.toLocaleString('en')} of {rows.toLocaleString('en')} right:{' '}
        <b>{exactPercent(accuracy)}</b>. The card says {exactPercent(figures[0]?.stated ?? Number.NaN)}.
      </p>
      <dl>
        <div>
          <dt>Confusion matrix</dt>
          <dd>
            {differences.length === 0
              ? `all ${cells} cells equal`
              : `${differences.length} of ${cells} cells differ: ${differences
                  .slice(0, 6)
                  .map(
                    (cell) =>
                      `${model.classes[cell.actual]} as ${model.classes[cell.predicted]} ${cell.stated} → ${cell.recounted}`,
                  )
                  .join('; ')}${differences.length > 6 ? ' …' : ''}`}
          </dd>
        </div>
        <div>
          <dt>Near ties</dt>
          <dd>{nearTiesWords(result.nearTies)}</dd>
        </div>
        {reasons.length > 0 && (
          <div>
            <dt>Why not</dt>
            <dd>{reasons.join('; ')}</dd>
          </div>
        )}
        <div>
          <dt>Time</dt>
          <dd>
            {seconds(predictingMs)} predicting, {seconds(totalMs)} in all ({engine.description}
            {workers > 1 ? `, in ${workers} workers` : ''})
          </dd>
        </div>
        {/* An engine does not load bytes of another hash: it fails, and there is no verdict. */}
        {files.map((file) => (
          <div key={file.path}>
            <dt>SHA-256 of {file.path}</dt>
            <dd>
              <code>{engine.sha256[file.path]}</code> computed here, equal to the card
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
