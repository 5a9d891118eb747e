import type { Comparison } from '@modelfolio/comparison/parse-filter';
import type { Transaction } from '../database/database.ts';
import { deletedStage, modelVersionColumns, type ModelVersionRow } from '../entities/model-versions.ts';
import { promptTag, registeredModelColumns, type RegisteredModelRow } from '../entities/registered-models.ts';
import type { Message } from '../interface/message-types.ts';
import { pythonFloat, pythonList } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { compileFilter, type FieldPlace } from './compile-filter.ts';
import type { Condition } from './condition.ts';
import { pythonSet } from './filter-words.ts';
import { page, type OrderTerm } from './page.ts';
import { comparisonsOf, readFilter } from './read-filter.ts';
import { readOrder } from './read-order.ts';

interface Page<Row> {
  rows: Row[];
  next?: string;
}

/** Registered models that meet a filter, a page at a time; prompts only where the filter asks for them. @throws MlflowError */
export async function searchRegisteredModelRows(
  tx: Transaction,
  { filter, order_by, max_results: most, page_token: token }: Message<'SearchRegisteredModels'>,
): Promise<Page<RegisteredModelRow>> {
  const parsed = readFilter(filter, 'registered models');
  const isPrompt = promptCase('registered_model_tags', 'm');
  const found = compileFilter(tx, parsed, {
    id: 'm.name',
    alias: 'm',
    locate: ({ subject, key, value }) => {
      if (subject !== 'tag') return { column: 'm.name' };
      return key === promptTag
        ? promptPlace(isPrompt, value)
        : tagPlace('registered_model_tags', key, 'f.name');
    },
  });
  return page<RegisteredModelRow>(
    tx,
    {
      columns: registeredModelColumns,
      from: { sql: 'registered_models AS m', values: [] },
      where: [ownWorkspace, ...found, ...withoutPrompts(comparisonsOf(parsed), isPrompt)],
      order: modelOrder(order_by),
    },
    { most: Number(most), token },
  );
}

/** Versions of models that meet a filter, a page at a time; prompts only where the filter asks for them. @throws MlflowError */
export async function searchModelVersionRows(
  tx: Transaction,
  { filter, order_by, max_results: most, page_token: token }: Message<'SearchModelVersions'>,
): Promise<Page<ModelVersionRow>> {
  const parsed = readFilter(filter, 'model versions');
  const isPrompt = promptCase('model_version_tags', 'm');
  const found = compileFilter(tx, parsed, {
    id: '(m.name, m.version)',
    alias: 'm',
    locate: ({ subject, key, value }) => {
      if (subject === 'tag')
        return key === promptTag
          ? promptPlace(isPrompt, value)
          : tagPlace('model_version_tags', key, '(f.name, f.version)');
      if (key !== 'version_number') return { column: key === 'source_path' ? 'm.source' : `m.${key}` };
      if (!Number.isSafeInteger(value))
        throw invalidParameter(
          `Invalid value for numeric attribute '${key}': ${pythonFloat(value as number)}`,
        );
      return { column: 'm.version', isWhole: true };
    },
  });
  return page<ModelVersionRow>(
    tx,
    {
      columns: modelVersionColumns,
      from: { sql: 'model_versions AS m', values: [] },
      where: [
        ownWorkspace,
        { sql: `m.current_stage <> '${deletedStage}'`, values: [] },
        ...found,
        ...withoutPrompts(comparisonsOf(parsed), isPrompt),
      ],
      order: versionOrder(order_by),
    },
    { most: Number(most), token },
  );
}

const ownWorkspace: Condition = { sql: "m.workspace = 'default'", values: [] };

const tagPlace = (table: string, key: string, owner: string): FieldPlace => ({
  column: 'f.value',
  rows: { from: `${table} AS f WHERE f.workspace = 'default' AND f.key = ?`, values: [key], owner },
});

/**
 * MLflow keeps prompts among its models, told apart by a tag that models do not have. In a filter it is `true` for prompts and
 * `false` for all else.
 */
const promptCase = (table: string, model: string): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM ${table} AS p WHERE p.workspace = 'default' AND p.name = ${model}.name
     AND p.key = '${promptTag}' AND p.value = 'true') THEN 'true' ELSE 'false' END`;

const promptPlace = (column: string, value: Comparison['value']): FieldPlace => ({
  column,
  value: String(value).toLowerCase(),
});

const withoutPrompts = (comparisons: readonly Comparison[], isPrompt: string): Condition[] =>
  comparisons.some(({ subject, key }) => subject === 'tag' && key === promptTag)
    ? []
    : [{ sql: `${isPrompt} = 'false'`, values: [] }];

const modelColumns: Readonly<Record<string, string>> = {
  name: 'm.name',
  timestamp: 'm.last_updated_time',
  last_updated_timestamp: 'm.last_updated_time',
};

function modelOrder(order: readonly string[]): OrderTerm[] {
  const terms = order.map((text): OrderTerm => {
    const [, key = '', direction = '', rest] = /^\s*(\S+)(?:\s+(\S+))?(?:\s+(\S.*))?\s*$/s.exec(text) ?? [];
    if (key === '' || rest !== undefined)
      throw invalidParameter(`Invalid order_by clause '${text}'. Could not be parsed.`);
    if (!/^(?:asc|desc)?$/i.test(direction))
      throw invalidParameter(`Invalid ordering key in order_by clause '${text}'.`);
    const column = Object.hasOwn(modelColumns, key) ? modelColumns[key] : undefined;
    if (column === undefined)
      throw invalidParameter(
        `Invalid order by key '${key}' specified. Valid keys are '${pythonSet(['name', 'timestamp'])}'`,
      );
    return term(column, direction.toLowerCase() === 'desc');
  });
  return completed(order, terms, [term('m.name', false)]);
}

const versionColumns: Readonly<Record<string, string>> = {
  name: 'm.name',
  version_number: 'm.version',
  creation_timestamp: 'm.creation_time',
  last_updated_timestamp: 'm.last_updated_time',
};

function versionOrder(order: readonly string[]): OrderTerm[] {
  const wanted =
    order.length === 0 ? ['last_updated_timestamp DESC', 'name ASC', 'version_number DESC'] : order;
  const fields = readOrder(wanted, 'model version order');
  const terms = fields.map(({ key, isDescending }) => term(versionColumns[key] as string, isDescending));
  return completed(order, terms, [term('m.name', false), term('m.version', true)]);
}

/** SQLite's way with what is not there: less than all that is. */
const term = (sql: string, isDescending: boolean): OrderTerm => ({
  sql,
  isDescending,
  nulls: isDescending ? 'last' : 'first',
});

/** An order with what makes it certain. */
function completed(
  order: readonly string[],
  terms: readonly OrderTerm[],
  last: readonly OrderTerm[],
): OrderTerm[] {
  const columns = new Set(terms.map(({ sql }) => sql));
  if (columns.size < terms.length)
    throw invalidParameter(`\`order_by\` contains duplicate fields: ${pythonList(order)}`);
  return [...terms, ...last.filter(({ sql }) => !columns.has(sql))];
}
