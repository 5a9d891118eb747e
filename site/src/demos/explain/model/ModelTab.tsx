import type { TabularColumn } from '@modelfolio/schemas';
import { useMemo } from 'preact/hooks';
import { shortNumber } from '@modelfolio/pages/short-number';
import { middleRow } from '../../auto/row-values.ts';
import { percent } from '@modelfolio/pages/numbers';
import { rankedStrips } from '../rows/beeswarm-layout.ts';
import { ImportancePanel } from './ImportancePanel.tsx';
import { InteractionsPanel } from './InteractionsPanel.tsx';
import { MethodSettings } from '../methods/MethodSettings.tsx';
import { PartialDependence } from './PartialDependence.tsx';
import { editedCells } from '../analysis/row-answers.ts';
import { SurfacePanel } from './SurfacePanel.tsx';
import type { AnalysisPage } from '../analysis/use-analysis.ts';
import { useKeptAnswer } from '../analysis/use-kept-answer.ts';
import { useSummary } from '../analysis/use-summary.ts';
import { contributionText, outputName } from '../methods/words.ts';

type Props = { page: AnalysisPage; columns: readonly TabularColumn[]; outputs: readonly string[] };

/** Shuffles of each feature, as scikit-learn's default; and rows that are used at most. */
const repeats = 5;
const most = 20_000;
/** Curves that are shown at first. */
const curves = 4;

/** What the model has learnt: what matters, how the prediction goes with it, and what works together. */
export function ModelTab({ page, columns, outputs }: Props) {
  const { state, change, client, data, model } = page;
  const { place, seed, grouped } = state;
  const { sides } = model.source;
  const subject = outputName(sides, place);
  const classifier = sides.output.task !== 'regression';
  const summary = useSummary(page);
  const question = { place, seed, grouped, repeats, most };
  const permutation = useKeptAnswer(client, JSON.stringify(['importance', question]), (asked, how) =>
    asked.ask('importance', question, how),
  );
  const start = page.cellsOf(state.row) ?? middleRow(columns);
  const cells = editedCells(start, state.changes) ?? start;
  const ranked = useMemo(
    () => mostImportant(summary.value && rankedStrips(summary.value), permutation.value, columns.length),
    [summary.value, permutation.value, columns.length],
  );
  const { pair } = state;
  const setPair = (next: readonly [number, number]) => change({ pair: next });
  const what = classifier ? `Probability of ${subject}` : subject;
  const text = classifier ? percent : shortNumber;
  return (
    <div class="rows-tab">
      <MethodSettings state={state} outputs={outputs} onChange={change} />
      <ImportancePanel
        summary={summary}
        permutation={permutation}
        data={data}
        subject={subject}
        seed={seed}
        ready={client !== null}
      />
      <PartialDependence
        page={page}
        columns={columns}
        cells={cells}
        first={ranked.slice(0, curves)}
        what={what}
        text={text}
        bounds={classifier ? [0, 1] : null}
      />
      <SurfacePanel
        page={page}
        columns={columns}
        pair={pair ?? [ranked[0] ?? 0, ranked[1] ?? 1]}
        what={what}
        text={text}
        onPair={setPair}
      />
      <InteractionsPanel
        page={page}
        data={data}
        unit={(size) => contributionText(size, classifier ? 'probability' : 'value').replace('+', '')}
        onPair={(next) => {
          setPair(next);
          document.getElementById('surface')?.focus();
        }}
      />
    </div>
  );
}

/** Columns by what is known of their importance, the most important first; in their own order before that. */
function mostImportant(
  strips: ReturnType<typeof rankedStrips> | null,
  permutation: { features: readonly { columns: readonly number[]; mean: number }[] } | null,
  columns: number,
): number[] {
  const known = strips
    ? strips.flatMap(({ feature }) => feature.columns)
    : (permutation?.features
        .toSorted((one, other) => other.mean - one.mean)
        .flatMap((feature) => feature.columns) ?? []);
  return [...new Set([...known, ...Array.from({ length: columns }, (_, column) => column)])];
}
