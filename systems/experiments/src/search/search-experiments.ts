import type { Comparison } from '@modelfolio/comparison/parse-filter';
import type { Transaction } from '../database/database.ts';
import { experimentColumns, experimentNumber, type ExperimentRow } from '../entities/experiments.ts';
import type { Message } from '../interface/message-types.ts';
import { pythonFloat, pythonRepr } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { readableExperiments, type Reach } from '../reach.ts';
import { compileFilter, type FieldPlace } from './compile-filter.ts';
import { isInExperiments } from './experiment-scope.ts';
import { page } from './page.ts';
import { readFilter } from './read-filter.ts';
import { readOrder } from './read-order.ts';
import { isInView } from './view-type.ts';

/** Experiments that a caller may see and that meet a filter, a page at a time. @throws MlflowError */
export async function searchExperimentRows(
  tx: Transaction,
  request: Message<'SearchExperiments'> & { max_results: number },
  reach: Reach,
): Promise<{ rows: ExperimentRow[]; next?: string }> {
  const { filter, order_by, view_type, max_results: most, page_token: token } = request;
  const found = compileFilter(tx, readFilter(filter, 'experiments'), {
    id: 'e.experiment_id',
    alias: 'e',
    locate,
  });
  const readable = readableExperiments(reach);
  return page<ExperimentRow>(
    tx,
    {
      columns: experimentColumns,
      from: { sql: 'experiments AS e', values: [] },
      where: [
        isInView('e.lifecycle_stage', view_type),
        { sql: "e.workspace = 'default'", values: [] },
        ...(readable === null ? [] : [isInExperiments('e.experiment_id', readable.map(Number))]),
        ...found,
      ],
      order: orderOf(order_by),
    },
    { most, token },
  );
}

function locate({ subject, key, value }: Comparison): FieldPlace {
  if (subject === 'tag')
    return {
      column: 'f.value',
      rows: { from: 'experiment_tags AS f WHERE f.key = ?', values: [key], owner: 'f.experiment_id' },
    };
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw invalidParameter(
        `Invalid value for numeric attribute '${key}': ${pythonRepr(pythonFloat(value))}`,
      );
    return { column: `e.${key}`, isWhole: true };
  }
  if (key !== 'experiment_id') return { column: `e.${key}` };
  const ids = typeof value === 'string' ? [value] : (value as readonly string[]);
  const numbers = ids.map(experimentNumber);
  return typeof value === 'string'
    ? { column: 'e.experiment_id', value: numbers[0] as number }
    : { column: 'CAST(e.experiment_id AS TEXT)', value: numbers.map(String) };
}

/** SQLite's way with what is not there: less than all that is. */
function orderOf(
  order: readonly string[],
): { sql: string; isDescending: boolean; nulls: 'first' | 'last' }[] {
  const fields = readOrder(
    order.length === 0 ? ['creation_time DESC', 'experiment_id ASC'] : order,
    'experiments',
  );
  const terms = fields.map(({ subject, key, isDescending }) => {
    if (subject !== 'attribute') throw invalidParameter(`Invalid order_by entity: ${subject}`);
    return { sql: `e.${key}`, isDescending, nulls: isDescending ? ('last' as const) : ('first' as const) };
  });
  if (!fields.some(({ key }) => key === 'experiment_id'))
    terms.push({ sql: 'e.experiment_id', isDescending: true, nulls: 'last' });
  return terms;
}
