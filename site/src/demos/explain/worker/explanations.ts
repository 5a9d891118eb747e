import {
  limeExplanation,
  openModelParts,
  rowExplainer,
  sampleRows,
  takeRows,
  type Attribution,
  type ModelParts,
  type RowExplainer,
} from '@modelfolio/explainability';
import type { Analysis, Explanation, LimeExplanation, Question, Summary } from '../analysis.ts';
import type { Calling } from '../serve-analysis.ts';
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

async function explainerOf(subject: Subject, { place, method, seed, background, grouped }: Omit<Question, 'cells'>): Promise<RowExplainer> {
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
  { signal, step }: Calling,
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
  { signal, step }: Calling,
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
