import { useMemo, useState } from 'preact/hooks';
import type { DataSet, Summary } from '../analysis/analysis.ts';
import { rankedStrips, type RankedStrip } from './beeswarm-layout.ts';
import { BeeswarmCanvas } from './BeeswarmCanvas.tsx';
import { BeeswarmTable } from './BeeswarmTable.tsx';
import { LongQuestionBar } from '../methods/LongQuestionBar.tsx';
import type { ScatterAxis } from '../scatter/scatter-axes.ts';
import type { KeptAnswer } from '../analysis/use-kept-answer.ts';
import { summaryWords } from '../analysis/use-summary.ts';
import { unitWords } from '../methods/words.ts';

type Props = {
  summary: KeptAnswer<Summary>;
  data: DataSet;
  axes: readonly ScatterAxis[];
  subject: string;
  ready: boolean;
  /** 1 for rows in full colour. */
  strong: Uint8Array;
  onOpen: (row: number) => void;
};

/** So many strips are shown at first. */
const first = 12;

/** What each feature adds to the prediction of every row. */
export function BeeswarmPanel({ summary, data, axes, subject, ready, strong, onOpen }: Props) {
  const [all, setAll] = useState(false);
  const { value } = summary;
  const ranked = useMemo(() => (value ? rankedStrips(value) : []), [value]);
  const strips = useMemo(() => (all ? ranked : ranked.slice(0, first)), [ranked, all]);
  const columnOf = ({ feature: { columns } }: RankedStrip): ScatterAxis | null => {
    const [only] = columns;
    const name = only === undefined || columns.length > 1 ? undefined : data.columns[only]?.name;
    return axes.find(({ column }) => column !== null && column === name) ?? null;
  };
  return (
    <section class="rows-part" aria-label="What each feature adds to every row">
      <h2>What each feature adds to every row</h2>
      <LongQuestionBar answer={summary} ask="Explain every row" busy="Explaining every row" ready={ready} />
      {value && (
        <>
          <p class="muted small">
            {summaryWords(value, data.rows)} Each point is a row, across the {unitWords[value.unit]} of{' '}
            <b>{subject}</b> that the feature adds to the average. Rows of the slice or the selection are in
            full colour.
          </p>
          <p class="beeswarm-key small">
            <span>low</span>
            <span class="ramp" aria-hidden="true" />
            <span>high value of a number</span>
          </p>
          <BeeswarmCanvas
            summary={value}
            strips={strips}
            columnOf={columnOf}
            rows={data.rows}
            strong={strong}
            onOpen={onOpen}
          />
          {ranked.length > first && (
            <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? `Only the first ${first}` : `All ${ranked.length} features`}
            </button>
          )}
          <BeeswarmTable summary={value} strips={ranked} onOpen={onOpen} />
        </>
      )}
    </section>
  );
}
