// What differs between records, and which of them are meant.
export { changelogOf, summaryOf, type ChangelogEntry } from './changelog.ts';
export { compareCards } from './compare-cards.ts';
export { compareRuns, type FieldRow, type MetricRow, type RunComparison } from './compare-runs.ts';
export { comparisonMarkdown, markdownTable, markdownText } from './comparison-markdown.ts';
export type * from './comparison.ts';
export { FilterError, type FilterProblem } from './filter/filter-error.ts';
export {
  listedField,
  numberField,
  optionalField,
  runGrammar,
  textField,
  type FilterGrammar,
} from './filter/grammar.ts';
export { matchesFilter, type FilterableRun } from './filter/matches-filter.ts';
export { parseFilter, type Comparison, type RunFilter } from './filter/parse-filter.ts';
export { parseOrder } from './filter/parse-order.ts';
export { metricDirection } from './metric-direction.ts';
export type { Tolerances } from './tolerance.ts';
export { versionOrder } from './version-order.ts';
