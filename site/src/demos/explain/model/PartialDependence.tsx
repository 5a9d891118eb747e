import { errorWords } from '@modelfolio/pages/demo-error';
import { agreement } from '../methods/judged.ts';
import type { Cell } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { useEffect, useState } from 'preact/hooks';
import { CurvePanel } from '../methods/CurvePanel.tsx';
import { useLatest } from '@modelfolio/pages/use-latest';
import type { AnalysisPage } from '../analysis/use-analysis.ts';

type Props = {
  page: AnalysisPage;
  columns: readonly TabularColumn[];
  cells: readonly Cell[];
  /** Columns to show first, the most important ones. */
  first: readonly number[];
  what: string;
  text: (value: number) => string;
  bounds: readonly [number, number] | null;
};

/** Four curves side by side: how the prediction goes with each of four columns. */
export function PartialDependence(props: Props) {
  const { first } = props;
  const [chosen, choose] = useState<ReadonlyMap<number, number>>(new Map());
  return (
    <section class="rows-part" aria-label="How the prediction goes with one column">
      <h2>How the prediction goes with one column</h2>
      <p class="muted small">
        Partial dependence: the mean prediction of the background rows when all of them are given one value of
        the column. It shows the model where few rows lie, too: such parts are shaded, and not to be believed.
        It {agreement('dependence')}.
      </p>
      <div class="small-multiples">
        {first.map((column, at) => (
          <DependenceCurve
            {...props}
            key={at}
            place={at}
            column={chosen.get(at) ?? column}
            onColumn={(next) => choose(new Map([...chosen, [at, next]]))}
          />
        ))}
      </div>
    </section>
  );
}

type CurveProps = Props & { place: number; column: number; onColumn: (column: number) => void };

function DependenceCurve({ page, columns, cells, place, column, what, text, bounds, onColumn }: CurveProps) {
  const { client, state } = page;
  const { place: output, background, seed } = state;
  const curve = useLatest((asked: number) => {
    if (!client) throw new TypeError('asked before the analysis was ready');
    return client.ask(
      'curve',
      { cells, column: asked, place: output, background, seed },
      { channel: `model ${place}` },
    );
  });
  useEffect(() => {
    if (client) curve.ask(column);
  }, [client, column, output, background, seed, JSON.stringify(cells)]);
  return (
    <div class="small-multiple" role="group" aria-label={`Curve ${place + 1}`}>
      {curve.error && <p class="notice error">{errorWords(curve.error)}</p>}
      {curve.answer ? (
        <CurvePanel
          columns={columns}
          curve={curve.answer.value}
          own={cells[curve.answer.question] ?? null}
          of="model"
          what={what}
          text={text}
          bounds={bounds}
          onColumn={onColumn}
        />
      ) : (
        !curve.error && (
          <p class="muted small">{client ? 'Asking the model …' : 'Start the analysis first.'}</p>
        )
      )}
    </div>
  );
}
