import {
  cheapestPerGroup,
  cheapestThreshold,
  costByTolerance,
  thresholdSweep,
  type GroupCounts,
  type ThresholdChoice,
} from '@modelfolio/explainability';
import { useMemo } from 'preact/hooks';
import { percent, points } from '@modelfolio/pages/numbers';
import type { AnalysisState, Goal } from '../analysis/analysis-state.ts';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  counts: GroupCounts;
  state: AnalysisState;
  onChange: (changes: Partial<AnalysisState>) => void;
};

const goals: { id: Goal; name: string }[] = [
  { id: 'none', name: 'cost least, whatever the groups' },
  { id: 'demographicParity', name: 'choose groups equally often' },
  { id: 'equalOpportunity', name: 'find equally many of the really positive' },
  { id: 'equalizedOdds', name: 'have equal odds of both mistakes' },
  { id: 'predictiveParity', name: 'be right equally often when choosing' },
];

/** More groups take longer to search than a hand moves a slider. */
const mostGroups = 8;

/** Thresholds that cost least within a limit, found exactly among all scores; and what each limit would cost. */
export function FeasibleCurve({ counts, state, onChange }: Props) {
  const { goal, tolerance, cost } = state;
  const costs = { falsePositive: 1, falseNegative: cost };
  const few = counts.groups.length <= mostGroups;
  const sweep = useMemo(
    () => (goal === 'none' || !few ? null : thresholdSweep(counts, goal)),
    [counts, goal, few],
  );
  const best = useMemo(
    () => (sweep ? sweep.cheapest(costs, tolerance) : cheapestPerGroup(counts, costs)),
    [sweep, counts, cost, tolerance],
  );
  const curve = useMemo(() => (sweep ? costByTolerance(counts, sweep, costs) : []), [sweep, counts, cost]);
  const single = useMemo(() => cheapestThreshold(counts, costs), [counts, cost]);
  return (
    <section class="fair-goal" aria-label="Thresholds that are found">
      <h2>Thresholds that are found</h2>
      <div class="fair-ask">
        <label>
          Thresholds should{' '}
          <select
            value={goal}
            onChange={({ currentTarget }) => onChange({ goal: currentTarget.value as Goal })}
          >
            {goals.map(({ id, name }) => (
              <option key={id} value={id} disabled={id !== 'none' && !few}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {goal !== 'none' && (
          <label class="fair-slider">
            <span>Groups may differ by</span>
            <input
              type="range"
              min={0}
              max={0.3}
              step={0.005}
              value={tolerance}
              onInput={({ currentTarget }) => onChange({ tolerance: currentTarget.valueAsNumber })}
            />
            <output>{points(tolerance)}</output>
          </label>
        )}
      </div>
      {!few && (
        <p class="notice small">Limits are searched for at most {mostGroups} groups: choose fewer columns.</p>
      )}
      {sweep && sweep.undefinedFor.length > 0 && (
        <p class="notice small">
          {sweep.undefinedFor.map(({ group }) => group).join(', ')}: the rate is undefined there, so the limit
          does not bind it.
        </p>
      )}
      {best ? (
        <Found best={best} single={single} counts={counts} onChange={onChange} />
      ) : (
        <p class="notice">No thresholds keep within this limit.</p>
      )}
      {curve.length > 1 && <CostCurve curve={curve} tolerance={tolerance} />}
    </section>
  );
}

type FoundProps = {
  best: ThresholdChoice & { violation?: number };
  single: ThresholdChoice;
  counts: GroupCounts;
  onChange: Props['onChange'];
};

function Found({ best, single, counts, onChange }: FoundProps) {
  const text = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : 'nobody');
  return (
    <>
      <ScrollBox label="Thresholds that are found, table">
        <table class="fair-table">
          <caption>
            Least cost {Math.round(best.cost).toLocaleString('en')}
            {best.violation !== undefined && <>, groups then differ by {points(best.violation)}</>}; the best
            single threshold, {text(single.thresholds[0] ?? 0)}, costs{' '}
            {Math.round(single.cost).toLocaleString('en')}. Chosen on these test rows: on others they cost
            more.
          </caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Threshold</th>
              <th scope="col">Chosen</th>
              <th scope="col">Wrongly</th>
              <th scope="col">Missed</th>
            </tr>
          </thead>
          <tbody>
            {counts.groups.map(({ name }, at) => {
              const confusion = best.confusions[at];
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{text(best.thresholds[at] ?? 0)}</td>
                  <td>{confusion ? (confusion.tp + confusion.fp).toLocaleString('en') : ''}</td>
                  <td>{confusion?.fp.toLocaleString('en')}</td>
                  <td>{confusion?.fn.toLocaleString('en')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      <button
        type="button"
        onClick={() =>
          onChange({ thresholds: Array.from(best.thresholds, (value) => Math.min(value, 1.001)) })
        }
      >
        Use these thresholds
      </button>
    </>
  );
}

const width = 320;
const height = 120;

type CurveProps = { curve: readonly { tolerance: number; cost: number | null }[]; tolerance: number };

/** The feasible set's edge: the least cost for each difference that is allowed. */
function CostCurve({ curve, tolerance }: CurveProps) {
  const known = curve.filter((point) => point.cost !== null);
  const costs = known.map((point) => point.cost ?? 0);
  const [low, high] = [Math.min(...costs), Math.max(...costs)];
  const most = Math.max(...curve.map((point) => point.tolerance), 1e-9);
  const x = (value: number) => 8 + (Math.min(value, most) / most) * (width - 16);
  const y = (cost: number) =>
    high === low ? height / 2 : 8 + ((high - cost) / (high - low)) * (height - 16);
  return (
    <figure class="fair-curve">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Least cost from ${Math.round(high)} at no difference to ${Math.round(low)} at a difference of ${percent(most)}`}
      >
        <rect x="8" y="8" width={width - 16} height={height - 16} class="frame" />
        <polyline
          points={known
            .map((point) => `${x(point.tolerance).toFixed(1)},${y(point.cost ?? 0).toFixed(1)}`)
            .join(' ')}
        />
        <line x1={x(tolerance)} x2={x(tolerance)} y1="8" y2={height - 8} class="own" />
      </svg>
      <figcaption>
        What a limit costs: across, the difference allowed (0 to {percent(most)}); up, the least cost (
        {Math.round(low).toLocaleString('en')} to {Math.round(high).toLocaleString('en')}).
      </figcaption>
      <details>
        <summary>Table</summary>
        <table class="fair-table">
          <thead>
            <tr>
              <th scope="col">Difference allowed</th>
              <th scope="col">Least cost</th>
            </tr>
          </thead>
          <tbody>
            {curve.map((point) => (
              <tr key={point.tolerance}>
                <th scope="row">{percent(point.tolerance)}</th>
                <td>{point.cost === null ? 'impossible' : Math.round(point.cost).toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
