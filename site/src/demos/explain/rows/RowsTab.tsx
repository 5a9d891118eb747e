import type { TabularColumn } from '@modelfolio/schemas';
import { useMemo, useState } from 'preact/hooks';
import { shortNumber } from '@modelfolio/pages/short-number';
import { percent } from '@modelfolio/pages/numbers';
import type { Condition } from '../analysis/analysis-state.ts';
import type { DataSet } from '../analysis/analysis.ts';
import { BeeswarmPanel } from './BeeswarmPanel.tsx';
import { MethodSettings } from '../methods/MethodSettings.tsx';
import { thresholdOf } from '../analysis/row-answers.ts';
import { scatterAxes } from '../scatter/scatter-axes.ts';
import { ScatterPanel } from '../scatter/ScatterPanel.tsx';
import { sliceColumns } from '../slices/slice-columns.ts';
import { sliceOf } from '../slices/slice-matching.ts';
import { ratesOfGroups, type Judged } from '../slices/slice-rates.ts';
import { SliceBuilder } from '../slices/SliceBuilder.tsx';
import { SliceByColumn } from '../slices/SliceByColumn.tsx';
import { SliceRates } from '../slices/SliceRates.tsx';
import type { AnalysisPage } from '../analysis/use-analysis.ts';
import { useSummary } from '../analysis/use-summary.ts';
import { outputName } from '../methods/words.ts';

type Props = { page: AnalysisPage; columns: readonly TabularColumn[]; outputs: readonly string[] };

/** All rows: how the model does on some of them, how they lie, and what each feature adds to each. */
export function RowsTab({ page, columns, outputs }: Props) {
  const { state, change, data } = page;
  return (
    <div class="rows-tab">
      <MethodSettings state={state} outputs={outputs} onChange={change} />
      {data ? (
        // Another output is another set of scores: what was selected by the old ones is not kept.
        <AllRows key={state.place} page={page} data={data} columns={columns} />
      ) : (
        <p class="muted">The rows appear here once they are read: start the analysis.</p>
      )}
    </div>
  );
}

type AllProps = Omit<Props, 'outputs'> & { data: DataSet };

function AllRows({ page, data, columns }: AllProps) {
  const { state, change, client, model } = page;
  const { place } = state;
  const subject = outputName(model.source.sides, place);
  const summary = useSummary(page);
  const [selected, select] = useState<Uint8Array | null>(null);
  const known = useMemo(() => sliceColumns(data, columns), [data, columns]);
  const slice = useMemo(() => sliceOf(known, state.slice, data.rows), [known, state.slice, data.rows]);
  const limit = useMemo(() => thresholdOf(state, data), [state.threshold, place, data]);
  const judged = useMemo<Judged>(
    () => ({ predictions: data.predictions, actual: data.actual, place, threshold: limit }),
    [data, place, limit],
  );
  const all = useMemo(() => ratesOfGroups(judged, 1, () => 0)[0], [judged]);
  const own = useMemo(() => ratesOfGroups(judged, 2, (row) => slice.rows[row] ?? 0)[1], [judged, slice]);
  const axes = useMemo(
    () => scatterAxes(known, data, place, subject, summary.value),
    [known, data, place, subject, summary.value],
  );
  const threshold = data.predictions.kind === 'classes' ? percent(limit) : shortNumber(limit);
  const open = (row: number) => change({ row, changes: new Map(), tab: 'row' });
  const put = (conditions: Condition[]) => change({ slice: conditions });
  const sliced = state.slice.length > 0;
  return (
    <>
      <section class="rows-part" aria-label="How the model does on some rows">
        <h2>How the model does on some rows</h2>
        {data.actual === null && (
          <p class="notice">
            {data.actualFailed ??
              'The data does not say what is true of its rows: what is right cannot be counted.'}
          </p>
        )}
        <SliceBuilder
          columns={known}
          conditions={state.slice}
          unfit={slice.unfit}
          rows={data.rows}
          onChange={put}
        />
        {all && (
          <SliceRates
            slice={sliced ? (own ?? null) : null}
            all={all}
            subject={subject}
            threshold={threshold}
          />
        )}
        <SliceByColumn
          columns={known}
          first={state.by[0] ?? null}
          judged={judged}
          rows={slice.rows}
          all={!sliced}
          subject={subject}
          threshold={threshold}
        />
      </section>
      <ScatterPanel
        shown={state.scatter}
        onShown={(scatter) => change({ scatter })}
        axes={axes}
        data={data}
        row={state.row}
        slice={slice.rows}
        explained={summary.value !== null}
        selected={selected}
        onSelected={select}
        onOpen={open}
        onSlice={put}
      />
      <BeeswarmPanel
        summary={summary}
        data={data}
        axes={axes}
        subject={subject}
        ready={client !== null}
        strong={selected ?? slice.rows}
        onOpen={open}
      />
    </>
  );
}
