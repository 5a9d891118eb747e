import type { Comparison } from '@modelfolio/comparison/parse-filter';
import type { Transaction } from '../database/database.ts';
import { loggedModelColumns, type LoggedModelRow } from '../entities/logged-models.ts';
import type { Message } from '../interface/message-types.ts';
import { mlflowInterface } from '../interface/mlflow-interface.ts';
import { pythonJson } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';
import type { Reach } from '../reach.ts';
import { compileFilter, type FieldPlace } from './compile-filter.ts';
import { joined, type Condition } from './condition.ts';
import { experimentsInReach, isInExperiments } from './experiment-scope.ts';
import { grammars } from './grammars.ts';
import { readPageToken } from './page-token.ts';
import { page, type OrderTerm } from './page.ts';
import { comparisonsOf, readFilter } from './read-filter.ts';

type Request = Message<'SearchLoggedModels'>;

const columns = loggedModelColumns.replaceAll(/\w+/g, 'm.$&');

/** Logged models that a caller may see and that meet a filter, a page at a time. @throws MlflowError */
export async function searchLoggedModelRows(
  tx: Transaction,
  request: Request,
  reach: Reach,
): Promise<{ rows: LoggedModelRow[]; next?: string }> {
  const { filter, datasets, order_by, page_token: token } = request;
  if (datasets.some(({ dataset_name = '' }) => dataset_name === ''))
    throw invalidParameter('`dataset_name` in the `datasets` clause must be specified.');
  const ofToken = {
    experiment_ids: request.experiment_ids,
    filter_string: filter || null,
    order_by: shownOrder(order_by),
  };
  checkToken(token, ofToken);
  const parsed = readFilter(filter, 'logged models');
  const onDatasets = datasetCondition(datasets);
  const found = compileFilter(tx, parsed, {
    id: 'm.model_id',
    alias: 'm',
    locate: (each) => locate(each, onDatasets),
  });
  const scope = isInExperiments('m.experiment_id', experimentsInReach(request.experiment_ids, reach));
  const { from, terms } = orderOf(order_by, scope);
  const hasMetrics = comparisonsOf(parsed).some(({ subject }) => subject === 'metric');
  return page<LoggedModelRow>(
    tx,
    {
      columns,
      from,
      where: [
        scope,
        { sql: "m.lifecycle_stage <> 'deleted'", values: [] },
        ...found,
        ...(onDatasets && !hasMetrics ? [hasMetricsOn(onDatasets)] : []),
      ],
      order: terms,
    },
    { most: request.max_results || 100, token, request: ofToken },
  );
}

/** A token that holds for another search is refused, as MLflow does it. */
function checkToken(token: string | undefined, wanted: Readonly<Record<string, unknown>>): void {
  if (token === undefined || token === '') return;
  const { request } = readPageToken(token, null);
  const what = {
    experiment_ids: ['Experiment IDs in the page token do', 'experiment IDs'],
    filter_string: ['Filter string in the page token does', 'filter string'],
    order_by: ['Order by in the page token does', 'order by'],
  } as const;
  for (const [name, [subject, object]] of Object.entries(what)) {
    const [expected, found] = [pythonJson(wanted[name]), pythonJson(request[name])];
    if (expected !== found)
      throw invalidParameter(
        `${subject} not match the requested ${object}. Expected: ${expected}. Found: ${found}`,
      );
  }
}

/** Orders as MLflow notes them in its tokens. */
const shownOrder = (order: Request['order_by']): object[] | null =>
  order.length === 0
    ? null
    : order.map(({ field_name = '', ascending, dataset_name, dataset_digest }) => ({
        field_name,
        ascending,
        dataset_name: dataset_name || null,
        dataset_digest: dataset_digest || null,
      }));

function datasetCondition(datasets: Request['datasets']): Condition | null {
  if (datasets.length === 0) return null;
  const parts = datasets.map(({ dataset_name = '', dataset_digest = '' }) =>
    dataset_digest === ''
      ? { sql: 'f.dataset_name = ?', values: [dataset_name] }
      : { sql: '(f.dataset_name = ? AND f.dataset_digest = ?)', values: [dataset_name, dataset_digest] },
  );
  return joined(parts, 'OR');
}

const hasMetricsOn = ({ sql, values }: Condition): Condition => ({
  sql: `EXISTS (SELECT 1 FROM logged_model_metrics AS f WHERE f.model_id = m.model_id AND ${sql})`,
  values,
});

function locate({ subject, key, value }: Comparison, onDatasets: Condition | null): FieldPlace {
  switch (subject) {
    case 'metric':
      return {
        column: 'f.metric_value',
        rows: {
          from: `logged_model_metrics AS f WHERE f.metric_name = ?${onDatasets ? ` AND ${onDatasets.sql}` : ''}`,
          values: [key, ...(onDatasets?.values ?? [])],
          owner: 'f.model_id',
        },
      };
    case 'param':
    case 'tag':
      return {
        column: `f.${subject}_value`,
        rows: {
          from: `logged_model_${subject}s AS f WHERE f.${subject}_key = ?`,
          values: [key],
          owner: 'f.model_id',
        },
      };
    default:
      if (key === 'status') return { column: 'CAST(m.status AS TEXT)', value: statusNumbers(value) };
      if (key === 'experiment_id') return { column: 'CAST(m.experiment_id AS TEXT)' };
      return key.endsWith('_ms') ? { column: `m.${key}`, isWhole: true } : { column: `m.${key}` };
  }
}

/** Statuses are kept as numbers. */
function statusNumbers(value: Comparison['value']): string | string[] {
  const { LoggedModelStatus: numbers } = mlflowInterface.enums;
  const toNumber = (name: string): string => {
    const known = Object.entries(numbers).find(
      ([each]) => each === name || each === `LOGGED_MODEL_${name === 'FAILED' ? 'UPLOAD_FAILED' : name}`,
    );
    return known ? String(known[1]) : name;
  };
  return Array.isArray(value) ? value.map(toNumber) : toNumber(String(value));
}

/** By columns, and by the latest value of metrics, on a data set if one is named; what is not there comes last. */
function orderOf(order: Request['order_by'], scope: Condition): { from: Condition; terms: OrderTerm[] } {
  const terms: OrderTerm[] = [];
  const values: Condition['values'][number][] = [];
  let from = 'logged_models AS m';
  if (order.length > 30) throw invalidParameter('`order_by` has more than 30 fields.');
  for (const [index, { field_name: name = '', ascending, ...dataset }] of order.entries()) {
    const isDescending = !ascending;
    const dot = name.indexOf('.');
    if (dot < 0) {
      terms.push({ sql: `m.${attributeNamed(name)}`, isDescending, nulls: 'last' });
      continue;
    }
    if (name.slice(0, dot) !== 'metrics')
      throw invalidParameter(`Invalid order by field name: ${name}. Only metrics are supported.`);
    const { dataset_name = '', dataset_digest = '' } = dataset;
    const own = `o${index}`;
    from += ` LEFT JOIN (SELECT f.model_id, f.metric_value, ROW_NUMBER() OVER (PARTITION BY f.model_id
        ORDER BY f.metric_timestamp_ms DESC, f.metric_step DESC, f.run_id) AS place
      FROM logged_model_metrics AS f WHERE f.metric_name = ?
        AND f.model_id IN (SELECT m.model_id FROM logged_models AS m WHERE ${scope.sql})
        ${dataset_name === '' ? '' : 'AND f.dataset_name = ?'} ${dataset_digest === '' ? '' : 'AND f.dataset_digest = ?'}
      ) AS ${own} ON ${own}.model_id = m.model_id AND ${own}.place = 1`;
    values.push(name.slice(dot + 1), ...scope.values, ...[dataset_name, dataset_digest].filter(Boolean));
    terms.push({ sql: `${own}.metric_value`, isDescending, nulls: 'last' });
  }
  const has = (sql: string): boolean => terms.some((each) => each.sql === sql);
  if (!has('m.creation_timestamp_ms'))
    terms.push({ sql: 'm.creation_timestamp_ms', isDescending: true, nulls: 'never' });
  if (!has('m.model_id')) terms.push({ sql: 'm.model_id', nulls: 'never' });
  return { from: { sql: from, values }, terms };
}

function attributeNamed(name: string): string {
  const { attributes, aliases } = grammars['logged models'];
  const key = Object.hasOwn(aliases, name) ? aliases[name as keyof typeof aliases] : name;
  if (Object.hasOwn(attributes, key) || key === 'lifecycle_stage') return key;
  throw invalidParameter(`Invalid order by field name: ${name}`);
}
