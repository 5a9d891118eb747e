import type { Cell, Predictions } from '@modelfolio/inference';
import { useEffect } from 'preact/hooks';
import type { AnalysisState } from './analysis-state.ts';
import type {
  CounterfactualAnswer,
  CounterfactualQuestion,
  Curve,
  DataSet,
  Explanation,
  LimeExplanation,
  Question,
} from './analysis.ts';
import { useLatest, type Latest } from '@modelfolio/pages/use-latest';
import { searchState, type SearchState } from './search-state.ts';
import type { AnalysisPage } from './use-analysis.ts';

/** Time after the last change before more than the nearest counterfactual is sought. */
const restMs = 250;

/** How many counterfactuals are sought in the end. */
const mostSought = 3;

export type RowAnswers = {
  explained: Latest<Question, Explanation>;
  lime: Latest<Question, LimeExplanation>;
  curve: Latest<{ cells: readonly Cell[]; column: number }, Curve>;
  counterfactuals: Latest<CounterfactualQuestion, CounterfactualAnswer>;
  /** Whether these are of the row as it is now. */
  search: SearchState;
  /** The explanations of the nearest counterfactual and of the saved row. */
  nearest: Latest<Question, Explanation>;
  saved: Latest<Question, Explanation>;
};

/** All that is asked about one row, asked again at each change of row, method or limits. */
export function useRowAnswers(
  { client, state, data, cellsOf }: AnalysisPage,
  cells: readonly Cell[],
): RowAnswers {
  const { place, method, seed, background, grouped, column } = state;
  const question = (of: readonly Cell[]): Question => ({
    cells: of,
    place,
    method,
    seed,
    background,
    grouped,
  });
  const explained = useLatest((asked: Question, show: (value: Explanation) => void) =>
    need(client).ask('explain', asked, { step: (step) => 'attribution' in step && show(step) }),
  );
  const lime = useLatest((asked: Question) => need(client).ask('lime', asked));
  const curve = useLatest((asked: { cells: readonly Cell[]; column: number }) =>
    need(client).ask('curve', { ...asked, place, background, seed }),
  );
  const counterfactuals = useLatest((asked: CounterfactualQuestion) =>
    need(client).ask('counterfactuals', asked),
  );
  const nearest = useLatest((asked: Question) => need(client).ask('explain', asked, { channel: 'nearest' }));
  const saved = useLatest((asked: Question) => need(client).ask('explain', asked, { channel: 'saved' }));

  const row = JSON.stringify(cells);
  const how = JSON.stringify([place, method, seed, background, grouped]);
  useEffect(() => {
    if (!client) return;
    if (method === 'lime') lime.ask(question(cells));
    else explained.ask(question(cells));
  }, [client, row, how]);
  useEffect(() => {
    if (client) curve.ask({ cells, column });
  }, [client, row, place, seed, background, column]);

  const threshold = data ? thresholdOf(state, data) : null;
  const limits = JSON.stringify([[...state.limits], state.linked]);
  const wanted: CounterfactualQuestion | null =
    threshold === null
      ? null
      : { cells, place, threshold, limits: [...state.limits], linked: state.linked, most: mostSought };
  const search = wanted ? searchState(counterfactuals.answer?.question, wanted) : 'older';
  useEffect(() => {
    if (!client || !wanted) return undefined;
    counterfactuals.ask({ ...wanted, most: 1 });
    // Others take several searches: they come once the hand rests.
    const timer = setTimeout(() => counterfactuals.ask(wanted), restMs);
    return () => clearTimeout(timer);
  }, [client, row, place, threshold, limits]);

  // What an exact method answers at once is worth comparing; a sampled answer would double the waiting.
  const quick = explained.answer?.value.attribution.standardErrors === null;
  const [first] = counterfactuals.answer?.value.found ?? [];
  useEffect(() => {
    if (client && quick && first && method !== 'lime') nearest.ask(question(first.cells));
  }, [client, quick, first, how]);
  const savedCells = state.saved && editedCells(cellsOf(state.saved.row), state.saved.changes);
  useEffect(() => {
    if (client && savedCells && method !== 'lime') saved.ask(question(savedCells));
  }, [client, JSON.stringify(savedCells), how]);

  return { explained, lime, curve, counterfactuals, search, nearest, saved };
}

/** The client that a question needs: none is asked before it is there. */
function need(client: AnalysisPage['client']): NonNullable<AnalysisPage['client']> {
  if (client) return client;
  throw new TypeError('asked before the analysis was ready');
}

/** A row with its changes; `null` where the row is not known. */
export function editedCells(
  cells: readonly Cell[] | null,
  changes: ReadonlyMap<number, Cell>,
): readonly Cell[] | null {
  return cells?.map((own, at) => (changes.has(at) ? (changes.get(at) ?? null) : own)) ?? null;
}

/** Where a decision turns: what the visitor chose, a half, or the median prediction of a regressor. */
export function thresholdOf({ threshold, place }: AnalysisState, { predictions }: DataSet): number {
  if (threshold !== null) return threshold;
  if (predictions.kind === 'classes') return 0.5;
  const sorted = Float64Array.from(predictions.values[place] ?? []).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/** The predictions of one row among those of all. */
export function predictionOf(predictions: Predictions, row: number): Predictions {
  if (predictions.kind === 'values')
    return { ...predictions, values: predictions.values.map((values) => values.slice(row, row + 1)) };
  const { length } = predictions.classes;
  return {
    ...predictions,
    probabilities: predictions.probabilities.slice(row * length, (row + 1) * length),
    predicted: predictions.predicted.slice(row, row + 1),
  };
}
