import { FilterError } from '@modelfolio/comparison/filter-error';
import { parseOrder } from '@modelfolio/comparison/parse-order';
import { pythonList } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { filterWords } from './filter-words.ts';
import { grammars, type Searched } from './grammars.ts';

type FieldOrder = ReturnType<typeof parseOrder>;

/** Fields that things are put in order by: there can be as many as there are tables in a statement at most. */
const mostFields = 30;

/**
 * By what a client wants rows in order.
 *
 * @param order such as `['metrics.loss ASC', 'start_time DESC']`
 * @throws MlflowError in MLflow's words
 */
export function readOrder(order: readonly string[], searched: Searched): FieldOrder[] {
  if (order.length > mostFields)
    throw invalidParameter(`\`order_by\` has ${order.length} fields; at most ${mostFields} are looked at.`);
  const fields = order.map((text) => readField(text, searched));
  if (new Set(fields.map(({ subject, key }) => `${subject}.${key}`)).size < fields.length)
    throw invalidParameter(`\`order_by\` contains duplicate fields: ${pythonList(order)}`);
  return fields;
}

function readField(text: string, searched: Searched): FieldOrder {
  const isDirected = /\s(?:asc|desc)\s*$/i.test(text);
  try {
    return parseOrder(text, grammars[searched]);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { problem } = error;
    // Two words of which the second is no direction.
    if (!isDirected && (/^[\w.]+\s+[\w.]+$/.test(text) || isOneWord(problem)))
      throw invalidParameter(`Invalid ordering key in order_by clause '${text}'.`);
    throw invalidParameter(
      problem.kind === 'syntax' || problem.kind === 'no-field'
        ? `Invalid order_by clause '${text}'. Could not be parsed.`
        : filterWords(searched, text, error),
    );
  }
}

const isOneWord = (problem: FilterError['problem']): boolean =>
  problem.kind === 'syntax' && /^[\w.]+$/.test(problem.rest);
