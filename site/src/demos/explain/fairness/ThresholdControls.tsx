import { sumOf, type Confusion, type GroupCounts } from '@modelfolio/explainability';
import { percent } from '@modelfolio/pages/numbers';
import type { AnalysisState } from '../analysis/analysis-state.ts';

type Props = {
  state: AnalysisState;
  counts: GroupCounts;
  confusions: readonly Confusion[];
  thresholds: readonly number[];
  threshold: number;
  subject: string;
  onChange: (changes: Partial<AnalysisState>) => void;
};

/** Above it sliders for each group would fill the page. */
const mostSliders = 12;

/** One threshold for all or one for each group, and what the mistakes cost. */
export function ThresholdControls(props: Props) {
  const { state, counts, confusions, thresholds, threshold, subject, onChange } = props;
  const all = sumOf(confusions);
  const own = state.thresholds !== null && counts.groups.length > 1;
  const cost = all.fp + state.cost * all.fn;
  return (
    <section class="fair-thresholds" aria-label="Thresholds">
      <h2>Who is chosen</h2>
      <p class="muted small">
        A row counts as <b>{subject}</b> when its score is at least the threshold. A threshold that is chosen
        by what it does to these test rows does less well on others: choose on validation rows.
      </p>
      {counts.groups.length > 1 && counts.groups.length <= mostSliders && (
        <div class="segmented" role="group" aria-label="Thresholds">
          <button type="button" aria-pressed={!own} onClick={() => onChange({ thresholds: null })}>
            One for all
          </button>
          <button
            type="button"
            aria-pressed={own}
            onClick={() => onChange({ thresholds: counts.groups.map(() => threshold) })}
          >
            One for each group
          </button>
        </div>
      )}
      {own ? (
        counts.groups.map((group, at) => (
          <ThresholdSlider
            key={group.name}
            label={group.name}
            value={thresholds[at] ?? threshold}
            onInput={(value) =>
              onChange({ thresholds: thresholds.map((before, index) => (index === at ? value : before)) })
            }
          />
        ))
      ) : (
        <ThresholdSlider
          label="Threshold"
          value={threshold}
          onInput={(value) => onChange({ threshold: value })}
        />
      )}
      <label class="fair-slider">
        <span>A missed one costs as much as</span>
        <input
          type="range"
          min={-2}
          max={2}
          step={0.05}
          aria-valuetext={`${costText(state.cost)} wrongly chosen`}
          value={Math.log10(state.cost)}
          onInput={({ currentTarget }) =>
            onChange({ cost: Number((10 ** currentTarget.valueAsNumber).toPrecision(3)) })
          }
        />
        <output>{costText(state.cost)} wrongly chosen</output>
      </label>
      <p class="fair-sum" role="status">
        <b>{(all.tp + all.fp).toLocaleString('en')}</b> of {counts.overall.n.toLocaleString('en')} chosen,{' '}
        <b>{all.fp.toLocaleString('en')}</b> wrongly, <b>{all.fn.toLocaleString('en')}</b> missed; accuracy{' '}
        <b>{percent((all.tp + all.tn) / counts.overall.n)}</b>; cost{' '}
        <b>{Math.round(cost).toLocaleString('en')}</b>
      </p>
    </section>
  );
}

const costText = (cost: number): string => cost.toLocaleString('en', { maximumSignificantDigits: 3 });

type SliderProps = { label: string; value: number; onInput: (value: number) => void };

function ThresholdSlider({ label, value, onInput }: SliderProps) {
  const shown = Number.isFinite(value) ? value : 1;
  return (
    <label class="fair-slider">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.005}
        value={shown}
        onInput={({ currentTarget }) => onInput(currentTarget.valueAsNumber)}
      />
      <output>{Number.isFinite(value) ? value.toFixed(3) : 'nobody'}</output>
    </label>
  );
}
