import { agreement } from '../methods/judged.ts';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DataSet, Importance, Summary } from '../analysis/analysis.ts';
import { rankedStrips } from '../rows/beeswarm-layout.ts';
import { askIntervals } from './importance-interval.ts';
import type { IntervalAnswer } from './interval-messages.ts';
import { comparedImportance, disagreements } from './importance-comparison.ts';
import { ImportanceTable } from './ImportanceTable.tsx';
import { LongQuestionBar } from '../methods/LongQuestionBar.tsx';
import type { KeptAnswer } from '../analysis/use-kept-answer.ts';
import { summaryWords } from '../analysis/use-summary.ts';
import { unitWords } from '../methods/words.ts';

type Props = {
  summary: KeptAnswer<Summary>;
  permutation: KeptAnswer<Importance>;
  data: DataSet | null;
  subject: string;
  seed: number;
  ready: boolean;
};

/** How much each feature matters, by what it adds and by what is lost without it. */
export function ImportancePanel({ summary, permutation, data, subject, seed, ready }: Props) {
  const intervals = useIntervals(summary.value, seed);
  const rows = useMemo(
    () =>
      comparedImportance(
        summary.value &&
          rankedStrips(summary.value).map(({ feature, at, meanAbsolute }) => ({
            name: feature.name,
            mean: meanAbsolute,
            interval: intervals ? [intervals.low[at] ?? 0, intervals.high[at] ?? 0] : null,
          })),
        permutation.value,
      ),
    [summary.value, permutation.value, intervals],
  );
  const apart = disagreements(rows);
  const { value: lost } = permutation;
  return (
    <section class="rows-part" aria-label="What matters to the model">
      <h2>What matters to the model</h2>
      <p class="muted small">
        Two measures. <b>Mean |SHAP|</b>: how far a feature moves the prediction of {subject}, on average over
        rows. <b>Permutation importance</b>: how much worse the model does when the feature’s values are
        shuffled among rows. The first is about what the model says, the second about whether it is right; it{' '}
        {agreement('permutation')}.
      </p>
      <div class="importance-ask">
        <LongQuestionBar answer={summary} ask="Explain every row" busy="Explaining every row" ready={ready} />
        {data?.actual === null ? (
          <p class="muted small">Permutation importance needs rows whose truth is known.</p>
        ) : (
          <LongQuestionBar
            answer={permutation}
            ask="Shuffle each feature"
            busy="Shuffling each feature"
            ready={ready}
          />
        )}
      </div>
      {rows.length > 0 && (
        <ImportanceTable rows={rows} unit={summary.value?.unit ?? null} metric={lost?.metric ?? null} />
      )}
      <div class="muted small rows-notes">
        {summary.value && (
          <p>
            {summaryWords(summary.value, data?.rows ?? summary.value.rows.length)} In{' '}
            {unitWords[summary.value.unit]};
            {intervals
              ? ' between brackets the 95 % percentile bootstrap interval over rows, 1,000 resamples.'
              : ' the interval is being computed.'}
          </p>
        )}
        {lost && (
          <p>
            Permutation: loss of {lost.metric}, which is {lost.score.toFixed(4)} on{' '}
            {lost.rows.toLocaleString('en')} rows; mean ± standard deviation of {lost.repeats} shuffles. About
            0 or below: the model does as well without.
          </p>
        )}
      </div>
      {apart && (
        <p class="importance-apart">
          {apart.length === 0
            ? 'The two measures agree on the five most important features, give or take one rank.'
            : `The two measures disagree: ${apart.join('; ')}. A feature that moves predictions without making them right, or that others can stand in for, ranks lower by permutation.`}
        </p>
      )}
    </section>
  );
}

/** The bootstrap intervals of a summary, once they are computed. */
function useIntervals(summary: Summary | null, seed: number): IntervalAnswer | null {
  const [found, put] = useState<{ of: Summary; answer: IntervalAnswer } | null>(null);
  useEffect(() => {
    if (!summary) return undefined;
    const { values, rows, features } = summary;
    return askIntervals({ values, rows: rows.length, features: features.length, seed }, (answer) =>
      put({ of: summary, answer }),
    );
  }, [summary, seed]);
  return found && found.of === summary ? found.answer : null;
}
