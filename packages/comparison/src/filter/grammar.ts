/** What a comparison looks at. */
export type Subject = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset';

/** What a field holds, and what it may be compared with. */
export interface FieldRules {
  readonly holds: 'number' | 'text';
  readonly comparators: readonly string[];
  /** Text may stand without quotes, and numbers in quotes (default: as each is written in SQL). */
  readonly isLenient?: true;
}

/** Which fields a kind of thing is filtered by. */
export interface FilterGrammar {
  /** What is filtered, in the plural. */
  readonly entities: string;
  /** The words that stand before a dot, and the kind of field that each means. */
  readonly subjects: Readonly<Record<string, Subject>>;
  /** Of fields whose keys are free. */
  readonly metric?: FieldRules;
  readonly param?: FieldRules;
  readonly tag?: FieldRules;
  readonly attributes: Readonly<Record<string, FieldRules>>;
  readonly datasets?: Readonly<Record<string, FieldRules>>;
  /** Other words for attributes. */
  readonly aliases?: Readonly<Record<string, string>>;
}

const equality = ['=', '!='] as const;
const patterns = [...equality, 'LIKE', 'ILIKE'] as const;

/** A number, as metrics and times are. */
export const numberField: FieldRules = { holds: 'number', comparators: [...equality, '<', '<=', '>', '>='] };
/** Text that may be matched with a pattern. */
export const textField: FieldRules = { holds: 'text', comparators: patterns };
/** Text that may also be one of a list. */
export const listedField: FieldRules = { holds: 'text', comparators: [...patterns, 'IN', 'NOT IN'] };
/** Text that may also be absent. */
export const optionalField: FieldRules = {
  holds: 'text',
  comparators: [...patterns, 'IS NULL', 'IS NOT NULL'],
};

/** Runs, as MLflow filters them; run records hold no address of artifacts. */
export const runGrammar: FilterGrammar = {
  entities: 'runs',
  subjects: {
    metric: 'metric',
    metrics: 'metric',
    param: 'param',
    params: 'param',
    parameter: 'param',
    parameters: 'param',
    tag: 'tag',
    tags: 'tag',
    attribute: 'attribute',
    attributes: 'attribute',
    attr: 'attribute',
    run: 'attribute',
    dataset: 'dataset',
    datasets: 'dataset',
  },
  metric: numberField,
  param: optionalField,
  tag: optionalField,
  attributes: {
    run_id: listedField,
    run_name: textField,
    status: textField,
    user_id: textField,
    start_time: numberField,
    end_time: numberField,
  },
  datasets: { name: listedField, digest: listedField, context: listedField },
  aliases: {
    created: 'start_time',
    Created: 'start_time',
    'run name': 'run_name',
    'Run name': 'run_name',
    'Run Name': 'run_name',
  },
};
