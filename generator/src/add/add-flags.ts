import { textFlag, type Flag, type FlagValues } from '@modelfolio/command-line/flags';
import type { AddOptions } from './add-options.ts';
import { timeLimitFlag, timeLimitOf } from '../model/time-limit.ts';
import { listFlag } from './answers.ts';

/** Flags of `modelfolio add`. */
export const addFlags: Record<string, Flag> = {
  id: { type: 'string', value: 'id', description: 'folder under models/ and address of the page' },
  title: { type: 'string', value: 'text', description: 'title of the card' },
  summary: { type: 'string', value: 'text', description: 'one sentence for lists and previews' },
  run: { type: 'string', value: 'id or name', description: 'ingested run that made the weights' },
  data: {
    type: 'string',
    value: 'file',
    description: 'rows to judge it on: CSV, Parquet, NPZ, or a folder of IDX',
  },
  label: { type: 'string', value: 'columns', description: 'columns of the data that hold the truth' },
  split: {
    type: 'string',
    value: 'name',
    description: 'which part of the data set the rows are (default: test)',
  },
  'data-name': { type: 'string', value: 'name', description: 'name of the data set' },
  'data-licence': { type: 'string', value: 'SPDX', description: 'licence of the data' },
  'data-source': { type: 'string', value: 'text', description: 'where the data came from' },
  slices: { type: 'string', value: 'columns', description: 'columns to look at by value or quartile' },
  columns: { type: 'string', value: 'names', description: 'columns of one tensor [N, columns], in order' },
  'input-kind': { type: 'string', value: 'kind', description: 'image, tabular, tensor or text' },
  polarity: { type: 'string', value: 'word', description: 'of images: light-on-dark or dark-on-light' },
  transpose: {
    type: 'string',
    value: 'axes',
    description:
      'of one row of the data, in the order that the model takes: 2,0,1 for channels that stand last',
  },
  scale: {
    type: 'string',
    value: 'number',
    description:
      'to multiply the data by: 1/255 for a model that takes bytes as 0 to 1, 1 for one that takes them so',
  },
  task: { type: 'string', value: 'task', description: 'classification or regression' },
  classes: { type: 'string', value: 'names', description: 'class names in the order of the probabilities' },
  positive: {
    type: 'string',
    value: 'class',
    description: 'the class that counts as positive (default: the second)',
  },
  activation: {
    type: 'string',
    value: 'name',
    description: 'softmax or sigmoid, where the graph gives logits',
  },
  probabilities: { type: 'string', value: 'output', description: 'graph output with the probabilities' },
  prediction: { type: 'string', value: 'output', description: 'graph output with the class or the value' },
  target: {
    type: 'string',
    value: 'name:unit',
    description: 'what a regressor predicts, in the order of its outputs',
  },
  licence: { type: 'string', value: 'SPDX', description: 'licence of the model' },
  author: {
    type: 'string',
    value: 'names',
    description: 'authors, each with an address if wanted: Ada <https://…>',
  },
  contact: { type: 'string', value: 'text', description: 'where to ask or report' },
  version: { type: 'string', value: 'version', description: 'version of the model (default: 1.0.0)' },
  ...timeLimitFlag,
  force: { type: 'boolean', description: 'replace a model that is there; the prose of card.yaml is kept' },
};

/**
 * What the flags say.
 *
 * @throws ModelfolioError or UsageError `usage` for a list or a number that is none
 */
export function addOptions(flags: FlagValues): AddOptions {
  const text = (name: string): string | undefined => textFlag(flags, name);
  const list = (name: string): string[] | undefined => listFlag(name, text(name));
  return {
    root: text('root'),
    id: text('id'),
    title: text('title'),
    summary: text('summary'),
    run: text('run'),
    data: text('data'),
    dataName: text('data-name'),
    dataLicence: text('data-licence'),
    dataSource: text('data-source'),
    split: text('split'),
    label: list('label'),
    slices: list('slices'),
    columns: list('columns'),
    inputKind: text('input-kind'),
    polarity: text('polarity'),
    transpose: text('transpose'),
    scale: text('scale'),
    task: text('task'),
    classes: list('classes'),
    positive: text('positive'),
    activation: text('activation'),
    probabilities: text('probabilities'),
    prediction: text('prediction'),
    targets: list('target'),
    licence: text('licence'),
    authors: list('author'),
    contact: text('contact'),
    version: text('version'),
    timeLimit: timeLimitOf(flags),
    force: flags['force'] === true,
  };
}
