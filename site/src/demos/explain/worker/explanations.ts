import {
  joinColumns,
  limeSpread,
  limeStatistics,
  openModelParts,
  rowExplainer,
  sampleRows,
  takeRows,
  type Attribution,
  type LimeStatistics,
  type ModelParts,
  type RowExplainer,
} from '@modelfolio/explainability';
import type { Cell } from '@modelfolio/inference';
import { shortNumber } from '@modelfolio/pages/short-number';
import type { Analysis, Explanation, LimeExplanation, Question, Summary } from '../analysis/analysis.ts';
import type { AnalysisCalling } from '../analysis/analysis.ts';
import { codesOf, oneRow, type Subject } from './subject.ts';
import { turn } from './turn.ts';

/** Rows on which what is read from the file is compared with what the runtime says. */
const comparedRows = 200;
/** Rows that the model may be asked about for one exact answer before it is estimated: about a second. */
const enumeratedRows = 200_000;
/** Rows that are explained between two looks at what the page wants. */
const rowsAtOnce = 512;

function partsOf(subject: Subject, place: number): Promise<ModelParts> {
  const { model, bytes, codes, openGraph } = subject;
  return subject.kept(`parts ${place}`, () =>
    openModelParts(model, bytes, place, takeRows(codes, sampleRows(codes.rows, comparedRows, 0)), openGraph),
  );
}

async function explainerOf(
  subject: Subject,
  { place, method, seed, background, grouped }: Omit<Question, 'cells'>,
): Promise<RowExplainer> {
  const parts = method === 'sampling' ? null : await partsOf(subject, place);
  return subject.kept(`explainer ${place} ${method} ${seed} ${background} ${grouped}`, () =>
    rowExplainer({
      model: subject.model,
      place,
      background: subject.background(background, seed),
      groups: subject.features(grouped).map(({ columns }) => columns),
      parts,
    }),
  );
}

/** Shapley values of one row; an estimate is told while it is refined. */
export async function explanationOf(
  subject: Subject,
  question: Question,
  { signal, step }: AnalysisCalling,
): Promise<Explanation> {
  const start = performance.now();
  const row = codesOf(subject, question.cells);
  const predictions = await subject.model.predict(oneRow(row));
  const explainer = await explainerOf(subject, question);
  const answer = (attribution: Attribution): Explanation => ({
    predictions,
    features: subject.features(question.grouped),
    attribution,
    unit: explainer.unit,
    background: subject.background(question.background, question.seed).rows,
    because: explainer.because,
    milliseconds: performance.now() - start,
  });
  const attribution = await explainer.explain(row, {
    seed: question.seed,
    signal,
    enumeratedRows: question.method === 'sampling' ? 0 : enumeratedRows,
    onEstimate: (estimate) => step(answer(estimate)),
  });
  return answer(attribution);
}

/** Shapley values of every row, or of a seeded sample where the method must ask the model for each. */
export async function summaryOf(
  subject: Subject,
  question: Parameters<Analysis['summary']>[0],
  { signal, step }: AnalysisCalling,
): Promise<Summary> {
  const explainer = await explainerOf(subject, question);
  const { codes } = subject;
  const features = subject.features(question.grouped);
  const most = explainer.structured ? question.most : Math.min(question.most, sampledRows);
  const places = sampleRows(codes.rows, most, question.seed);
  const values = new Float64Array(places.length * features.length);
  const chunk = explainer.structured ? rowsAtOnce : 1;
  let method: Attribution['method'] = 'kernel';
  let base = Number.NaN;
  for (let from = 0; from < places.length; from += chunk) {
    signal.throwIfAborted();
    const part = takeRows(codes, places.slice(from, from + chunk));
    const found = await explainer.explainMany(part, { seed: question.seed, signal, enumeratedRows });
    values.set(found.values, from * features.length);
    ({ method, base } = found);
    step({ share: Math.min(1, (from + chunk) / places.length) });
    await turn();
  }
  return { features, values, rows: Uint32Array.from(places), unit: explainer.unit, method, base };
}

/** Rows that are explained by asking the model: each takes a second or so. */
const sampledRows = 200;

/** Neighbours and seeds of LIME: lime's own default, and enough seeds to see the spread. */
const limeSeeds = 10;

/** LIME of one row, with the spread of its weights over ten seeds; groups of columns are one feature. */
export async function limeOf(
  subject: Subject,
  question: Question,
  { signal, step }: AnalysisCalling,
): Promise<LimeExplanation> {
  const { model, codes } = subject;
  const features = subject.features(question.grouped);
  const joined = subject.kept(`joined ${question.grouped}`, () => {
    const rows = takeRows(codes, sampleRows(codes.rows, limeRows, 0));
    const categorical = model.code.columns.flatMap(({ kind }, at) => (kind === 'number' ? [] : [at]));
    const columns = joinColumns(
      rows,
      features.map((feature) => feature.columns),
      categorical,
    );
    return { columns, statistics: limeStatistics(columns.rows, columns.categorical) };
  });
  const row = codesOf(subject, question.cells);
  const predictions = await model.predict(oneRow(row));
  const own = joined.columns.join(row);
  const { deviations, explanations } = await limeSpread(
    joined.columns.model(model.output(question.place)),
    own,
    joined.statistics,
    { seed: question.seed, signal, progress: (share) => step({ share }) },
    limeSeeds,
  );
  const [first] = explanations;
  if (!first) throw new RangeError('no seed gave an explanation');
  const weights = new Map(first.coefficients.map(({ column, coefficient }) => [column, coefficient]));
  return {
    predictions,
    features,
    coefficients: features.map((_, at) => weights.get(at) ?? null),
    spread: features.map((_, at) => deviations[at] ?? null),
    bins: features.map((feature, at) =>
      binText(
        feature.columns.map((column) => question.cells[column] ?? null),
        joined.statistics[at],
        own[at],
      ),
    ),
    intercept: first.intercept,
    localPrediction: first.localPrediction,
    score: first.score,
  };
}

/** Rows that LIME's statistics are taken from. */
const limeRows = 5000;

/** The bin that a value fell into, or the value itself. */
function binText(
  cells: readonly Cell[],
  statistics: LimeStatistics[number] | undefined,
  value: number | undefined,
): string {
  if (statistics?.kind !== 'number' || value === undefined || Number.isNaN(value))
    return cells.map((cell) => String(cell ?? 'missing')).join(', ');
  const { edges } = statistics;
  const at = edges.findIndex((edge) => value <= edge);
  const below = at < 0 ? edges.at(-1) : edges[at - 1];
  const above = at < 0 ? undefined : edges[at];
  if (below === undefined) return `at most ${shortNumber(above ?? Number.NaN)}`;
  return above === undefined
    ? `above ${shortNumber(below)}`
    : `${shortNumber(below)} to ${shortNumber(above)}`;
}
