import {
  confusionAt,
  ExplainabilityError,
  prepareGroups,
  type GroupCounts,
} from '@modelfolio/explainability';
import { useMemo } from 'preact/hooks';
import { CalibrationByGroup } from './CalibrationByGroup.tsx';
import { FairnessMetrics } from './FairnessMetrics.tsx';
import { FeasibleCurve } from './FeasibleCurve.tsx';
import { GroupErrors } from './GroupErrors.tsx';
import { groupColumns, groupedRows, type GroupedRows } from './group-rows.ts';
import { GroupRates } from './GroupRates.tsx';
import { thresholdOf } from '../analysis/row-answers.ts';
import { ThresholdControls } from './ThresholdControls.tsx';
import { useIntervals } from './use-intervals.ts';
import type { AnalysisPage } from '../analysis/use-analysis.ts';
import { outputName } from '../methods/words.ts';

/** What a decision at a threshold does to groups of people: from sorted scores, without asking the model again. */
export function FairnessTab({ page }: { page: AnalysisPage }) {
  const { data, state, change, model } = page;
  const grouped = useMemo(
    () => tried(() => data && groupedRows(data, state.place, state.by)),
    [data, state.place, state.by],
  );
  const counts = useMemo(
    () =>
      grouped.value
        ? tried(() => grouped.value && prepareGroups(grouped.value.rows))
        : { value: null, error: null },
    [grouped],
  );
  if (!data) return <p class="muted">The rows have to be loaded first: start the analysis.</p>;
  const error = grouped.error ?? counts.error;
  const { output, input } = model.source.sides;
  const choices = groupColumns(data);
  const labelOf = (name: string): string =>
    (input.kind === 'tabular' && input.columns.find((column) => column.name === name)?.label) ||
    name.replaceAll('_', ' ');
  return (
    <div class="fairness">
      <fieldset class="fair-by">
        <legend>Groups by</legend>
        {choices.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={state.by.includes(name)}
              disabled={!state.by.includes(name) && state.by.length >= 3}
              onChange={({ currentTarget }) =>
                change({
                  by: currentTarget.checked
                    ? [...state.by, name]
                    : state.by.filter((other) => other !== name),
                  thresholds: null,
                })
              }
            />
            {labelOf(name)}
          </label>
        ))}
        <p class="muted small">Several columns: every combination that occurs, small ones marked.</p>
      </fieldset>
      {error && <p class="notice error">{error}</p>}
      {data.actual === null && (
        <p class="notice">
          {data.actualFailed ?? 'The rows do not say what is true, so nothing can be judged.'}
        </p>
      )}
      {output.task === 'regression' && data.actual !== null && (
        <GroupErrors data={data} by={state.by} place={state.place} />
      )}
      {grouped.value && counts.value && (
        <Judged
          page={page}
          grouped={grouped.value}
          counts={counts.value}
          subject={outputName(model.source.sides, state.place)}
          threshold={thresholdOf(state, data)}
        />
      )}
    </div>
  );
}

type JudgedProps = {
  page: AnalysisPage;
  grouped: GroupedRows;
  counts: GroupCounts;
  subject: string;
  threshold: number;
};

function Judged({ page, grouped, counts, subject, threshold }: JudgedProps) {
  const { state, change } = page;
  const thresholds =
    state.thresholds?.length === counts.groups.length ? state.thresholds : counts.groups.map(() => threshold);
  const confusions = confusionAt(counts, thresholds);
  const intervals = useIntervals(confusions);
  return (
    <>
      <ThresholdControls
        state={state}
        counts={counts}
        confusions={confusions}
        thresholds={thresholds}
        threshold={threshold}
        subject={subject}
        onChange={change}
      />
      <GroupRates counts={counts} confusions={confusions} small={grouped.found.small} subject={subject} />
      {counts.groups.length > 1 && (
        <>
          <FairnessMetrics confusions={confusions} names={grouped.rows.groupNames} intervals={intervals} />
          <FeasibleCurve counts={counts} state={state} onChange={change} />
        </>
      )}
      <CalibrationByGroup rows={grouped.rows} />
    </>
  );
}

/** What is impossible is said in words, and the page stays alive. */
function tried<Value>(make: () => Value): { value: Value | null; error: string | null } {
  try {
    return { value: make(), error: null };
  } catch (error) {
    if (!(error instanceof ExplainabilityError)) throw error;
    return { value: null, error: error.message };
  }
}
