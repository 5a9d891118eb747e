import { featureGroups, rowExplainer, type ModelParts, type RowExplainer } from '@modelfolio/explainability';
import { knownRows } from '../models/known-rows.ts';
import { openParts } from '../models/open-parts.ts';
import { ServiceError } from '../service-error.ts';
import type { ExplainQuestion, ExplainRow } from './explain-question.ts';

/** Explains rows by Shapley values: exactly where the model's file allows it, unless the request wants it otherwise. */
export function attributionExplainer(question: ExplainQuestion): ExplainRow {
  const { model, own, asked, background } = question;
  const features = featureGroups(own.code.columns, knownRows(model), { correlated: asked.grouped });
  const groups = features.map(({ columns }) => columns);
  const explainers = new Map<string, RowExplainer>();

  async function explainerOf(place: number, isKnown: boolean): Promise<RowExplainer> {
    const key = `${place} ${isKnown}`;
    const found = explainers.get(key);
    if (found) return found;
    const parts = asked.method === 'kernel' ? null : isKnown ? await openParts(model, place) : newText;
    if (asked.method === 'tree') requireTrees(model.id, parts);
    const made = rowExplainer({ model: own, place, background, groups, parts });
    if (asked.method === 'tree' && !made.structured) throw noTrees(model.id, made.because);
    explainers.set(key, made);
    return made;
  }

  return async (row, { name, place }, signal) => {
    const explainer = await explainerOf(place, isKnownText(question, row));
    const { seed, targetError } = asked;
    const found = await explainer.explain(row, {
      signal,
      seed,
      ...(targetError !== undefined && { targetError }),
    });
    return {
      method: found.method,
      output: name,
      unit: explainer.unit,
      base: found.base,
      prediction: found.prediction,
      features: features.map((feature, at) => ({
        feature: feature.name,
        columns: feature.columns.map((column) => own.code.columns[column]?.name ?? ''),
        value: found.values[at] ?? Number.NaN,
        standardError: found.standardErrors?.[at] ?? null,
      })),
      evaluations: found.evaluations,
      because: explainer.because,
    };
  };
}

/** The parts of the file are read once, with the texts of the known rows: a text that came with the request is not among them. */
const newText: ModelParts = {
  additive: null,
  because: 'Not explained from the file itself: the row holds a text that no known row holds.',
};

function isKnownText({ model, own }: ExplainQuestion, row: Float64Array): boolean {
  const known = model.knownTexts;
  return own.code.columns.every(({ kind }, at) => {
    const code = row[at] ?? Number.NaN;
    return kind !== 'category' || Number.isNaN(code) || code < (known[at] ?? 0);
  });
}

function requireTrees(id: string, parts: ModelParts | null): void {
  if (!parts?.additive) throw noTrees(id, parts?.because ?? null);
  if (parts.additive.kind !== 'tree') throw noTrees(id, 'Its file holds weights, no trees.');
}

function noTrees(id: string, because: string | null): ServiceError {
  return new ServiceError('not-explainable', `${id}: no trees to explain exactly. ${because ?? ''}`.trim(), {
    hint: 'take the method auto',
  });
}
