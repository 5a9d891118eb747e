import { FeaturesError } from '../features-error.ts';
import type { FaultAt } from './lex-expression.ts';
import { inWords, parseTerm, type ColumnTypes } from './parse-term.ts';
import { flagTerm, type NumberTerm } from './terms.ts';
import type { Tree } from './tree.ts';

/** A number for each row. */
export interface Formula {
  /** The columns that it reads, as first named. */
  columns: readonly string[];
  /** NaN for a row in which a value that it needs is missing. */
  bind: NumberTerm['bind'];
  tree: Tree;
}

/**
 * Parses an expression that makes a number of the columns of a row; a condition makes 1 or 0. The language is that of
 * {@link parseExpression}'s conditions:
 *
 * ```text
 * log1p(capital_gain) - capital_loss / 2
 * where(job in ['cook', 'smith'], `hours per week`, 0)
 * age >= 18 and not isnull(job)
 * ```
 *
 * @param name of what comes out, for messages
 * @throws FeaturesError `usage` naming it and the character of the fault
 */
export function parseFormula(source: string, types: ColumnTypes, name: string): Formula {
  const faultAt: FaultAt = (reason, character, hint) =>
    new FeaturesError('usage', `expression ${JSON.stringify(name)}, character ${character}: ${reason}`, {
      hint,
    });
  const { term, columns, character } = parseTerm(source, { types, owner: 'there is', faultAt });
  if (term.type === 'text')
    throw faultAt(`this is ${inWords(term)}, expected a number or a comparison`, character);
  const { bind, tree } = term.type === 'truth' ? flagTerm(term) : term;
  return { columns, bind, tree };
}
