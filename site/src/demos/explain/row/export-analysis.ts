import type { Cell, Predictions } from '@modelfolio/inference';
import { toCsv } from '../../auto/to-csv.ts';
import type { CounterfactualAnswer, DataSet, Explanation } from '../analysis/analysis.ts';
import type { AnalysisModel } from '../analysis/analysis-model.ts';
import type { AnalysisState } from '../analysis/analysis-state.ts';
import { rankedFeatures } from './WhyTable.tsx';
import { cellText, contributionText, levelText, unitWords } from '../methods/words.ts';

/** What an export tells of where it comes from, so that it can be made again. */
export type Exported = {
  model: AnalysisModel;
  data: DataSet | null;
  state: AnalysisState;
  cells: readonly Cell[];
  explanation: Explanation;
  counterfactuals: CounterfactualAnswer | null;
  /** What is explained, e.g. the class `>50K`. */
  subject: string;
  /** The page's address with the fragment that reopens it. */
  link: string;
};

/** Where a number comes from, in fields. */
function provenance({ model, data, state, link, explanation }: Exported) {
  return {
    model: { title: model.source.title, id: model.id, sha256: model.modelSha256 },
    data: { name: model.data.name, sha256: data?.sha256 ?? model.dataSha256, rows: data?.rows ?? model.rows },
    row: state.row,
    seed: state.seed,
    background: explanation.background,
    method: explanation.attribution.method,
    link,
  };
}

/** The whole analysis of a row as JSON text; numbers as they were computed. */
export function analysisJson(exported: Exported): string {
  const { state, cells, explanation, counterfactuals, subject, model } = exported;
  const { input } = model.source.sides;
  const names = input.kind === 'tabular' ? input.columns.map(({ name }) => name) : [];
  const { attribution, features, unit, because } = explanation;
  const record = {
    kind: 'modelfolio-analysis',
    version: 1,
    provenance: provenance(exported),
    row: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null])),
    changed: [...state.changes.keys()].map((column) => names[column]),
    prediction: predictionJson(explanation.predictions),
    explanation: {
      of: subject,
      unit,
      method: attribution.method,
      exact: attribution.standardErrors === null,
      because,
      base: attribution.base,
      prediction: attribution.prediction,
      evaluations: attribution.evaluations,
      features: features.map((feature, at) => ({
        name: feature.name,
        columns: feature.columns.map((column) => names[column]),
        value: attribution.values[at],
        standardError: attribution.standardErrors?.[at] ?? null,
      })),
    },
    counterfactuals: counterfactuals?.found.map((found) => ({
      prediction: found.prediction,
      distance: found.distance,
      changes: names.flatMap((name, at) =>
        (found.cells[at] ?? null) === (cells[at] ?? null)
          ? []
          : [{ column: name, from: cells[at] ?? null, to: found.cells[at] ?? null }],
      ),
    })),
    noCounterfactual: counterfactuals?.none ?? null,
    threshold: state.threshold,
    by: state.by,
    thresholds: state.thresholds,
    slice: state.slice,
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function predictionJson(predictions: Predictions) {
  if (predictions.kind === 'values')
    return Object.fromEntries(predictions.targets.map(({ name }, at) => [name, predictions.values[at]?.[0]]));
  return Object.fromEntries(predictions.classes.map((name, at) => [name, predictions.probabilities[at]]));
}

/** The attributions as CSV, a line a feature, with where they come from in each; formulas are defused. */
export function analysisCsv(exported: Exported): Uint8Array<ArrayBuffer> {
  const { explanation, cells } = exported;
  const { attribution, features, unit } = explanation;
  const { model, data, row, seed, background, method, link } = provenance(exported);
  const columns = [
    'feature',
    'value',
    'contribution',
    'standard_error',
    'unit',
    'method',
    'base',
    'prediction',
  ];
  const origin = ['model_sha256', 'data_sha256', 'row', 'seed', 'background_rows', 'link'];
  const same: Cell[] = [unit, method, attribution.base, attribution.prediction];
  const from: Cell[] = [model.sha256, data.sha256, row + 1, seed, background, link];
  return toCsv([...columns, ...origin], features.length, (at) => [
    features[at]?.name ?? '',
    (features[at]?.columns ?? []).map((column) => cellText(cells[column] ?? null)).join(', '),
    attribution.values[at] ?? null,
    attribution.standardErrors?.[at] ?? null,
    ...same,
    ...from,
  ]).csv;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The bars as a picture that can stand anywhere, with where they come from in its description. */
export function analysisSvg(exported: Exported): string {
  const { explanation, cells, subject } = exported;
  const { attribution, features, unit } = explanation;
  const ranked = rankedFeatures(features, attribution.values);
  const reach = Math.max(...ranked.map(({ value }) => Math.abs(value)), 1e-12);
  const [width, left, middle, line] = [720, 300, 480, 24];
  const half = 150;
  const lines = ranked.map(({ feature, value }, index) => {
    const top = 56 + index * line;
    const size = (Math.abs(value) / reach) * half;
    const text = `${feature.name} = ${feature.columns.map((column) => cellText(cells[column] ?? null)).join(', ')}`;
    return [
      `<text x="${left}" y="${top + 15}" text-anchor="end">${escaped(text.length > 44 ? `${text.slice(0, 43)}…` : text)}</text>`,
      `<rect x="${(value < 0 ? middle - size : middle).toFixed(1)}" y="${top + 4}" width="${size.toFixed(1)}" height="14" fill="${value < 0 ? '#b4552d' : '#0b6b5e'}"/>`,
      `<text x="${middle + half + 8}" y="${top + 15}">${escaped(contributionText(value, unit))}</text>`,
    ].join('');
  });
  const height = 56 + ranked.length * line + 28;
  const { model, data, row, link } = provenance(exported);
  const title = `${model.title}: what moves the ${unitWords[unit]} of ${subject} from ${levelText(attribution.base, unit)} to ${levelText(attribution.prediction, unit)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#191a1e"><title>${escaped(title)}</title><desc>${escaped(JSON.stringify(provenance(exported)))}</desc><rect width="100%" height="100%" fill="#ffffff"/><text x="16" y="28" font-size="15" font-weight="600">${escaped(title)}</text><line x1="${middle}" x2="${middle}" y1="50" y2="${height - 30}" stroke="#8f8b7f"/>${lines.join('')}<text x="16" y="${height - 10}" font-size="10" fill="#5d5f66">${escaped(`Model ${model.sha256.slice(0, 12)}, data ${data.sha256.slice(0, 12)}, row ${row + 1}, ${explanation.attribution.method}. ${link}`.slice(0, 130))}</text></svg>\n`;
}
