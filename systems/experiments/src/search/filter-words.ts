import type { FilterError, FilterProblem } from '@modelfolio/comparison/filter-error';
import type { FilterGrammar } from '@modelfolio/comparison/filter-grammar';
import { pythonList, pythonRepr } from '../interface/python-words.ts';
import { grammars, type Searched } from './grammars.ts';

type FieldProblem = Extract<FilterProblem, { kind: 'comparator' | 'value' }>;

/** What is wrong with a filter in the words of MLflow 3.17.2, which its clients and tests know (`mlflow/utils/search_utils.py`). */
export function filterWords(searched: Searched, text: string, error: FilterError): string {
  const { problem } = error;
  if (problem.kind === 'nesting') return `Invalid filter string: ${error.reason}.`;
  if (searched === 'logged models') return loggedModelWords(text, error);
  switch (problem.kind) {
    case 'syntax':
      return clauseWords(searched, text, problem.rest);
    case 'no-field':
      return `Invalid comparison clause. Expected 'Identifier' found '${problem.found}'`;
    case 'no-such-subject':
      return searched === 'runs'
        ? `Invalid entity type '${problem.word}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`
        : `Invalid entity type '${problem.word}'. Valid entity types are ('attribute', 'tag', 'tags')`;
    case 'no-such-key':
      return keyWords(searched, problem.subject, problem.word);
    default:
      return fieldWords(searched, text, problem);
  }
}

/** A key that there is none of, in a filter or an order. */
export function keyWords(searched: Searched, subject: string, word: string): string {
  const { attributes, datasets = {}, aliases = {} }: FilterGrammar = grammars[searched];
  return subject === 'dataset'
    ? `Invalid dataset key '${word}' specified. Valid keys are '${pythonSet(Object.keys(datasets))}'`
    : `Invalid attribute key '${word}' specified. Valid keys are '${pythonSet([...Object.keys(attributes), ...Object.keys(aliases)])}'`;
}

function clauseWords(searched: Searched, text: string, rest: string): string {
  if (rest.startsWith(';'))
    return `Search filter contained multiple expression ${pythonRepr(text)}. Provide AND-ed expression list.`;
  const clause = searched === 'runs' ? `'${rest}'` : rest;
  return `Invalid clause(s) in filter string: ${clause}`;
}

function fieldWords(searched: Searched, text: string, problem: FieldProblem): string {
  return (
    absenceWords(searched, problem) ??
    valueWords(searched, problem) ??
    (problem.kind === 'comparator' ? comparatorWords(searched, problem) : clauseWords(searched, text, text))
  );
}

/** MLflow's name of a kind of field. */
const typeOf = ({ subject }: FieldProblem): string => (subject === 'param' ? 'parameter' : subject);

function absenceWords(searched: Searched, problem: FieldProblem): string | null {
  if (!problem.comparator.startsWith('IS ')) return null;
  if (searched === 'runs')
    return `IS NULL / IS NOT NULL is only supported for tags and params, not for '${typeOf(problem)}' '${problem.key}'`;
  return searched === 'experiments'
    ? `IS NULL / IS NOT NULL is only supported for tags, not for attribute '${problem.key}'`
    : 'Invalid comparison clause. Expected 3 tokens found 2';
}

/** MLflow looks at the value before the comparator. `null` where the value is of the right kind, or there is none. */
function valueWords(searched: Searched, problem: FieldProblem): string | null {
  const { subject, key, comparator, found, foundKind } = problem;
  if (comparator.endsWith('IN') && foundKind === 'number')
    return `While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ${found}`;
  if (foundKind === 'none' || /^(?:true|false|null)$/i.test(found)) return null;
  const grammar: FilterGrammar = grammars[searched];
  const rules = subject === 'attribute' ? grammar.attributes[key] : undefined;
  if (subject === 'metric')
    return foundKind === 'number' ? null : `Expected numeric value type for metric. Found ${found}`;
  if (rules?.holds === 'number' && searched !== 'model versions')
    return foundKind === 'number'
      ? null
      : `Expected numeric value type for numeric attribute: ${key}. Found ${found}`;
  if (rules?.holds === 'number')
    return problem.kind === 'value' ? `Invalid value for numeric attribute '${key}': ${found}` : null;
  if (foundKind === 'text') return null;
  if (foundKind === 'word')
    return `Parameter value is either not quoted or unidentified quote types used for string value ${found}. Use either single or double quotes.`;
  if (subject === 'attribute') return attributeValueWords(searched, problem);
  if (subject === 'dataset')
    return foundKind === 'list'
      ? null
      : `Expected a quoted string value for dataset attributes. Got value ${found}`;
  return `Expected a quoted string value for ${typeOf(problem)} (e.g. 'my-value'). Got value ${found}`;
}

function attributeValueWords(searched: Searched, { key, found, foundKind }: FieldProblem): string | null {
  const { attributes }: FilterGrammar = grammars[searched];
  const listed = Object.keys(attributes).filter((each) => attributes[each]?.comparators.includes('IN'));
  if (foundKind === 'list')
    return listed.includes(key)
      ? null
      : `Only ${pythonList(listed.toSorted())} attributes support comparison with a list of quoted string values.`;
  if (searched === 'runs' || searched === 'experiments')
    return `Expected a quoted string value for attributes. Got value ${found}`;
  return searched === 'model versions'
    ? `Only the '${pythonSet(['version_number', 'creation_timestamp', 'last_updated_timestamp'])}' attributes support comparison with numeric values.`
    : `Expected a quoted string value or a list of quoted string values for attributes. Got value ${found}`;
}

function comparatorWords(searched: Searched, { subject, key, comparator }: FieldProblem): string {
  const grammar: FilterGrammar = grammars[searched];
  const known =
    (subject === 'attribute'
      ? grammar.attributes[key]
      : subject === 'dataset'
        ? grammar.datasets?.[key]
        : grammar[subject]
    )?.comparators ?? [];
  if (searched === 'experiments' && key === 'experiment_id' && subject === 'attribute')
    return `Invalid comparator for experiment_id: ${comparator}`;
  if (searched === 'runs' || (searched === 'experiments' && subject === 'attribute'))
    return `Invalid comparator '${comparator}' not one of '${pythonSet(known)}'`;
  return key === 'version_number' && subject === 'attribute'
    ? `Invalid comparator for attribute ${key}: ${comparator}`
    : `Invalid comparator for ${subject}: ${comparator}`;
}

function loggedModelWords(text: string, { problem, reason }: FilterError): string {
  switch (problem.kind) {
    case 'no-such-subject':
      return `Invalid entity type: ${pythonRepr(problem.word)}. Expected one of ['attributes', 'metrics', 'params', 'tags'].`;
    case 'comparator': {
      const isNumeric = problem.subject === 'metric' || problem.key.endsWith('_ms');
      const known = isNumeric
        ? ['<', '<=', '>', '>=', '=', '!=']
        : ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'];
      return `Invalid comparison operator for ${problem.subject}s.${problem.key}: ${pythonRepr(problem.comparator)}. Expected one of (${known.map(pythonRepr).join(', ')}).`;
    }
    case 'no-such-key':
      return `Invalid filter string: ${pythonRepr(text)}. There is no attribute ${pythonRepr(problem.word)}.`;
    case 'syntax':
      if (problem.rest.startsWith(';'))
        return `Invalid filter string: ${pythonRepr(text)}. Expected a single SQL expression.`;
      break;
    case 'value':
      return `Invalid filter string: ${pythonRepr(text)}. ${reason}.`;
    default:
  }
  return `Invalid filter string: ${pythonRepr(text)}. Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').`;
}

/** As Python prints a set; it has no order, so ours is that of the alphabet. */
export const pythonSet = (texts: readonly string[]): string =>
  `{${texts.toSorted().map(pythonRepr).join(', ')}}`;
