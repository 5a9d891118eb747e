import type { DemoModel } from '../drawing/demo-model.ts';
import type { Runtime } from '@modelfolio/pages/engine/inference-engine';
import type { RerunResult } from './rerun-claim.ts';
import { RerunVerdict } from './RerunVerdict.tsx';

type Props = { model: DemoModel; runtime: Runtime; result: RerunResult };

const exactPercent = (share: number) => `${(100 * share).toFixed(2)} %`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
/** Cells that are told one by one. */
const told = 6;

/** What the recount of a classifier of images says. */
export function PictureVerdict({ model, runtime, result }: Props) {
  const { confirmation, isOtherFormat, accuracy, correct, rows, engine, workers, totalMs, predictingMs } =
    result;
  const { confirmed, figures } = confirmation;
  const differences = confirmation.cells?.different ?? [];
  const isSameAccuracy = figures.every(({ same }) => same) && differences.length > 0;
  const outcome = confirmed
    ? `Confirmed${isOtherFormat ? ' in another format' : ''}`
    : isSameAccuracy
      ? 'Not confirmed: same accuracy, other mistakes'
      : 'Not confirmed';
  const cells = differences
    .slice(0, told)
    .map(
      ({ actual, predicted, stated, recounted }) =>
        `${model.classes[actual]} as ${model.classes[predicted]} ${stated} → ${recounted}`,
    );
  const files = model.engines.find((spec) => spec.runtime === runtime)?.files ?? [];
  return (
    <RerunVerdict
      confirmation={confirmation}
      outcome={outcome}
      differences={`${cells.join('; ')}${differences.length > told ? ' …' : ''}`}
      nearTies={result.nearTies}
      time={`${seconds(predictingMs)} predicting, ${seconds(totalMs)} in all (${engine.description}${workers > 1 ? `, in ${workers} workers` : ''})`}
      engine={engine}
      paths={files.map(({ path }) => path)}
    >
      {correct.toLocaleString('en')} of {rows.toLocaleString('en')} right: <b>{exactPercent(accuracy)}</b>.
      The card says {exactPercent(figures[0]?.stated ?? Number.NaN)}.
    </RerunVerdict>
  );
}
