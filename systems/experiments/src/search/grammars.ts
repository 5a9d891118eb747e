import {
  listedField,
  numberField,
  optionalField,
  runGrammar,
  textField,
  type FilterGrammar,
} from '@modelfolio/comparison/filter-grammar';

const shortSubjects = { attribute: 'attribute', tag: 'tag', tags: 'tag' } as const;
const equalityOrList = { holds: 'text', comparators: ['=', '!=', 'IN', 'NOT IN'] } as const;
const lenientList = { ...listedField, isLenient: true } as const;

/** What MLflow's server searches for, and the fields of each. */
export const grammars = {
  runs: {
    ...runGrammar,
    attributes: { ...runGrammar.attributes, artifact_uri: textField },
  },
  experiments: {
    entities: 'experiments',
    subjects: shortSubjects,
    tag: optionalField,
    attributes: {
      name: textField,
      experiment_id: equalityOrList,
      creation_time: numberField,
      last_update_time: numberField,
    },
  },
  'registered models': {
    entities: 'registered models',
    subjects: shortSubjects,
    tag: textField,
    attributes: { name: listedField },
  },
  'model versions': {
    entities: 'model versions',
    subjects: shortSubjects,
    tag: textField,
    attributes: {
      name: listedField,
      version_number: { ...numberField, isLenient: true },
      run_id: listedField,
      source_path: textField,
    },
  },
  /** MLflow puts versions in order by other fields than it filters them by. */
  'model version order': {
    entities: 'model versions',
    subjects: shortSubjects,
    tag: textField,
    attributes: {
      name: textField,
      version_number: numberField,
      creation_timestamp: numberField,
      last_updated_timestamp: numberField,
    },
  },
  'logged models': {
    entities: 'logged models',
    subjects: { metrics: 'metric', params: 'param', tags: 'tag', attributes: 'attribute' },
    metric: numberField,
    param: lenientList,
    tag: lenientList,
    attributes: {
      name: lenientList,
      model_id: lenientList,
      model_type: lenientList,
      status: lenientList,
      source_run_id: lenientList,
      experiment_id: lenientList,
      artifact_location: lenientList,
      status_message: lenientList,
      creation_timestamp_ms: numberField,
      last_updated_timestamp_ms: numberField,
    },
    aliases: {
      creation_time: 'creation_timestamp_ms',
      creation_timestamp: 'creation_timestamp_ms',
      last_updated_time: 'last_updated_timestamp_ms',
      last_updated_timestamp: 'last_updated_timestamp_ms',
    },
  },
} as const satisfies Readonly<Record<string, FilterGrammar>>;

/** A kind of thing that is searched for. */
export type Searched = keyof typeof grammars;
