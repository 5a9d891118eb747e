import { FeaturesError } from '../features-error.ts';
import type { FaultAt } from './lex-expression.ts';
import { inWords, parseTerm, type ColumnTypes } from './parse-term.ts';
import type { TruthTerm } from './terms.ts';

/** A condition on a row. */
export interface Expression {
  /** The columns that it reads, as first named. */
  columns: readonly string[];
  /** 0 for a row that breaks it, 1 where nulls leave it open, 2 where it holds. */
  bind: TruthTerm['bind'];
}

/**
 * Parses a condition between the columns of a row:
 *
 * ```text
 * capital_gain == 0 or capital_loss == 0
 * `hours per week` <= 7 * 24 and not (job in ['none', "it's"] and wage > 0)
 * isnull(end) or min(start, end) >= 0 and length(lower(name)) < 20
 * ```
 *
 * `or` binds loosest, then `and`, `not`, comparisons, `+ -`, `* / %`, the sign. A comparison with a null is unknown, and so
 * is what depends on it; a row breaks the rule only where the whole is false for sure, as SQL's CHECK.
 * The functions are those of `calls.ts`.
 *
 * @param rule its name, for messages
 * @throws FeaturesError `rules-invalid` naming the rule and the character of the fault
 */
export function parseExpression(
  source: string,
  types: ColumnTypes,
  rule: string = source,
  file?: string,
): Expression {
  const faultAt: FaultAt = (reason, character, hint) =>
    new FeaturesError('rules-invalid', `rule ${JSON.stringify(rule)}, character ${character}: ${reason}`, {
      file,
      hint,
    });
  const { term, columns, character } = parseTerm(source, { types, owner: 'the rules have', faultAt });
  if (term.type !== 'truth') throw faultAt(`this is ${inWords(term)}, expected a comparison`, character);
  return { columns, bind: term.bind };
}
