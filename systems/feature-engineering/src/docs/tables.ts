import type { Report } from '@modelfolio/schemas';
import type { NumberStatistics, TextStatistics } from './column-statistics.ts';
import type { FeatureSet } from './feature-set.ts';
import { ruleResults, type RuleResult } from './rule-results.ts';

type Table = Report['tables'][number];

const mostFeatures = 200;

/** The tables of a feature set: columns before the pipeline, features after it, rules. */
export function tablesOf(set: FeatureSet): Table[] {
  const numbers = set.columns.filter((one) => one.type === 'number');
  const text = set.columns.filter((one) => one.type === 'text');
  return [
    ...(numbers.length > 0 ? [numberTable(numbers)] : []),
    ...(text.length > 0 ? [textTable(text)] : []),
    featureTable(set),
    ...(set.judged ? rulesTables(set.judged) : []),
  ];
}

const numberTable = (columns: readonly NumberStatistics[]): Table => ({
  title: 'Columns of numbers, before',
  columns: ['Column', 'Values', 'Missing', 'Distinct', 'Mean', 'Std', 'Min', '25 %', 'Median', '75 %', 'Max'],
  rows: columns.map(({ name, count, missing, distinct, mean, std, quartiles }) => [
    name,
    count,
    missing,
    distinct,
    ...[mean, std, ...quartiles].map(short),
  ]),
});

const textTable = (columns: readonly TextStatistics[]): Table => ({
  title: 'Columns of text, before',
  columns: ['Column', 'Values', 'Missing', 'Distinct', 'Most frequent'],
  rows: columns.map(({ name, count, missing, distinct, top }) => [
    name,
    count,
    missing,
    distinct,
    top.map(({ value, count: own }) => `${cut(value)} (${((own / count) * 100).toFixed(1)} %)`).join(', '),
  ]),
});

function featureTable({ features }: FeatureSet): Table {
  const more = features.length - mostFeatures;
  return {
    title: `Features, after${more > 0 ? `: the first ${mostFeatures} of ${features.length}` : ''}`,
    columns: ['Feature', 'Values', 'Missing', 'Zeros', 'Mean', 'Std', 'Min', 'Max'],
    rows: features
      .slice(0, mostFeatures)
      .map(({ name, count, missing, zeros, mean, std, min, max }) => [
        name,
        count,
        missing,
        zeros,
        ...[centred(mean, std), std, min, max].map(short),
      ]),
  };
}

/** What is broken comes first, and once more among all. */
function rulesTables(judged: NonNullable<FeatureSet['judged']>): Table[] {
  const results = ruleResults(judged);
  const broken = results.filter(({ result }) => result !== 'held' && result !== 'not judged');
  const table = (title: string, rows: readonly RuleResult[]): Table => ({
    title,
    columns: ['Column', 'Rule', 'Severity', 'Result'],
    rows: rows.map(({ column, rule, severity, result }) => [column ?? 'table', rule, severity, result]),
  });
  return [
    ...(broken.length > 0 ? [table('Broken rules', broken)] : []),
    table('Rules and their results', results),
  ];
}

/** What rounding leaves of a mean of nothing is nothing. */
const centred = (mean: number | null, std: number | null): number | null =>
  mean !== null && std !== null && Math.abs(mean) < 1e-12 * std ? 0 : mean;

/** Six digits tell enough, and do not differ from machine to machine. */
const short = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(6)) + 0;

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text);
