import { FilterError } from '@modelfolio/comparison/filter-error';
import { parseFilter, type Comparison, type RunFilter } from '@modelfolio/comparison/parse-filter';
import { invalidParameter } from '../mlflow-error.ts';
import { filterWords } from './filter-words.ts';
import { grammars, type Searched } from './grammars.ts';

/** How much a filter may ask for: each comparison may cost a look at each row. */
export const filterLimits = { characters: 1_000_000, comparisons: 500, pattern: 10_000 } as const;

/**
 * A filter as a client wrote it; `null` where it asks for everything.
 *
 * @throws MlflowError in MLflow's words
 */
export function readFilter(text: string | undefined, searched: Searched): RunFilter | null {
  if (text === undefined || text.trim() === '') return null;
  if (text.length > filterLimits.characters)
    throw invalidParameter(
      `The filter has ${text.length} characters; at most ${filterLimits.characters} are read.`,
    );
  try {
    const filter = parseFilter(text, grammars[searched]);
    checkEffort(filter);
    return filter;
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const shown = text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
    const words = filterWords(searched, shown, error);
    throw invalidParameter(words.length > 4000 ? `${words.slice(0, 4000)}…` : words);
  }
}

/** All comparisons of a filter. */
export function comparisonsOf(filter: RunFilter | null): Comparison[] {
  if (filter === null) return [];
  if (filter.kind === 'comparison') return [filter];
  return filter.kind === 'not' ? comparisonsOf(filter.operand) : filter.operands.flatMap(comparisonsOf);
}

function checkEffort(filter: RunFilter): void {
  const comparisons = comparisonsOf(filter);
  if (comparisons.length > filterLimits.comparisons)
    throw invalidParameter(
      `The filter has ${comparisons.length} comparisons; at most ${filterLimits.comparisons} are made. Name many values in a list: IN ('a', 'b').`,
    );
  for (const { comparator, value } of comparisons)
    if (comparator.endsWith('LIKE') && String(value).length > filterLimits.pattern)
      throw invalidParameter(
        `A pattern of the filter has ${String(value).length} characters; at most ${filterLimits.pattern} are compared.`,
      );
}
