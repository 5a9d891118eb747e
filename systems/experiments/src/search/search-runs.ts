import type { Comparison } from '@modelfolio/comparison/parse-filter';
import type { Transaction } from '../database/database.ts';
import type { RunRow } from '../entities/runs.ts';
import type { Message } from '../interface/message-types.ts';
import { invalidParameter } from '../mlflow-error.ts';
import type { Reach } from '../reach.ts';
import { compileFilter, type FieldPlace } from './compile-filter.ts';
import type { Condition } from './condition.ts';
import { experimentsInReach, isInExperiments } from './experiment-scope.ts';
import { page, type OrderTerm } from './page.ts';
import { readFilter } from './read-filter.ts';
import { readOrder } from './read-order.ts';
import { isInView } from './view-type.ts';

const columns =
  'r.run_uuid, r.name, r.experiment_id, r.user_id, r.status, r.start_time, r.end_time, r.artifact_uri, r.lifecycle_stage';

/** Runs that a caller may see and that meet a filter, a page at a time. @throws MlflowError */
export async function searchRunRows(
  tx: Transaction,
  request: Message<'SearchRuns'>,
  reach: Reach,
): Promise<{ rows: RunRow[]; next?: string }> {
  const { filter, order_by, run_view_type, max_results: most, page_token: token } = request;
  const found = compileFilter(tx, readFilter(filter, 'runs'), { id: 'r.run_uuid', alias: 'r', locate });
  const { joins, terms } = orderOf(tx, order_by);
  const experiments = experimentsInReach(request.experiment_ids, reach);
  return page<RunRow>(
    tx,
    {
      columns,
      from: joins,
      where: [
        isInExperiments('r.experiment_id', experiments),
        isInView('r.lifecycle_stage', run_view_type),
        ...found,
      ],
      order: terms,
    },
    { most, token },
  );
}

const inputs = "inputs AS i JOIN datasets AS d ON d.dataset_uuid = i.source_id AND i.source_type = 'DATASET'";

function locate({ subject, key }: Comparison): FieldPlace {
  const keyed = (table: string, name: string): FieldPlace => ({
    column: 'f.value',
    rows: {
      from: `${table} AS f WHERE f.key = ?`,
      values: [name],
      owner: 'f.run_uuid',
      isIndexed: true,
      ...(table === 'latest_metrics' && { nan: 'f.is_nan' }),
    },
  });
  switch (subject) {
    case 'metric':
      return keyed('latest_metrics', key);
    case 'param':
      return keyed('params', key);
    case 'tag':
      return keyed('tags', key);
    case 'dataset':
      return key === 'context'
        ? {
            column: 't.value',
            rows: {
              from: `${inputs} JOIN input_tags AS t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context' WHERE i.destination_type = 'RUN'`,
              values: [],
              owner: 'i.destination_id',
            },
          }
        : {
            column: `d.${key}`,
            rows: {
              from: `${inputs} WHERE i.destination_type = 'RUN'`,
              values: [],
              owner: 'i.destination_id',
            },
          };
    default:
      // The column of names is empty for runs of old versions of MLflow.
      if (key === 'run_name') return keyed('tags', 'mlflow.runName');
      return key.endsWith('_time')
        ? { column: `r.${key}`, isWhole: true }
        : { column: key === 'run_id' ? 'r.run_uuid' : `r.${key}` };
  }
}

const orderColumns: Readonly<Record<string, string>> = { run_id: 'run_uuid', run_name: 'name' };
const orderTables = { metric: 'latest_metrics', param: 'params', tag: 'tags' } as const;

/** Runs that have nothing to be put in order by come last, after those whose metric is NaN. */
function orderOf(tx: Transaction, order: readonly string[]): { joins: Condition; terms: OrderTerm[] } {
  const terms: OrderTerm[] = [];
  const values: string[] = [];
  let from = 'runs AS r';
  let hasStart = false;
  for (const [index, { subject, key, isDescending }] of readOrder(order, 'runs').entries()) {
    if (subject === 'dataset') throw invalidParameter("Invalid identifier type 'dataset'");
    if (subject === 'attribute') {
      hasStart ||= key === 'start_time';
      terms.push({ sql: `r.${orderColumns[key] ?? key}`, isDescending, nulls: 'last' });
      continue;
    }
    const own = `o${index}`;
    from += ` LEFT JOIN ${orderTables[subject]} AS ${own} ON ${own}.key = ? AND ${own}.run_uuid = r.run_uuid`;
    values.push(key);
    if (subject === 'metric')
      terms.push({
        sql: `CASE WHEN ${tx.isTrue(`${own}.is_nan`)} THEN 1 WHEN ${own}.value IS NULL THEN 2 ELSE 0 END`,
        nulls: 'never',
      });
    terms.push({ sql: `${own}.value`, isDescending, nulls: 'last' });
  }
  if (!hasStart) terms.push({ sql: 'r.start_time', isDescending: true, nulls: 'last' });
  if (!terms.some(({ sql }) => sql === 'r.run_uuid')) terms.push({ sql: 'r.run_uuid', nulls: 'never' });
  return { joins: { sql: from, values }, terms };
}
