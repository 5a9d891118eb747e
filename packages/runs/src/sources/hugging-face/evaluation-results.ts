import { RunsError } from '../../runs-error.ts';
import { isMapping, readNumber, toText } from '../loose-values.ts';
import type { RunRecord } from '@modelfolio/schemas';

/** What a list of results says of a run. */
export interface Results {
  readonly metrics: Map<string, RunRecord['metrics'][string]>;
  readonly tags: Map<string, string>;
  readonly datasets: Map<string, RunRecord['datasets'][number]>;
}

/** An empty one. */
export function noResults(): Results {
  return { metrics: new Map(), tags: new Map(), datasets: new Map() };
}

/**
 * Adds the results of one `model-index` entry. Each metric's key is the full tuple of what tells results apart, so
 * that two data sets, configs or splits never overwrite each other as they do in a round trip of huggingface_hub.
 *
 * @throws RunsError `run-invalid`
 */
export function addModelIndexResults(results: unknown, at: string, file: string, into: Results): void {
  for (const [index, result] of listOf(results, `${at}/results`, file).entries()) {
    const field = `${at}/results/${index}`;
    if (!isMapping(result)) throw invalid('expected a mapping', file, field);
    const dataset = isMapping(result['dataset']) ? result['dataset'] : {};
    const task = isMapping(result['task']) ? result['task'] : {};
    const name = wordOf(dataset['name']) ?? wordOf(dataset['type']);
    if (name) addDataset(into, name, dataset);
    for (const [metricIndex, metric] of listOf(result['metrics'], `${field}/metrics`, file).entries()) {
      const place = `${field}/metrics/${metricIndex}`;
      if (!isMapping(metric)) throw invalid('expected a mapping', file, place);
      const label = wordOf(metric['name']) ?? wordOf(metric['type']);
      if (label === null) throw invalid('a metric needs a type', file, place);
      const parts = [
        name,
        wordOf(dataset['config']),
        wordOf(dataset['split']),
        wordOf(metric['config']),
        label,
      ];
      const detail = [wordOf(task['type']), wordOf(dataset['type']), wordOf(dataset['revision'])];
      const key = addValue(into, parts, [...detail, wordOf(metric['type'])], metric['value']);
      if (metric['verified'] === true) into.tags.set(`${key}/verified`, 'true');
      if (isMapping(result['source']) && result['source']['url'])
        into.tags.set(`${key}/source`, toText(result['source']['url']));
    }
  }
}

/** Adds the results of an `.eval_results/*.yaml`. @throws RunsError `run-invalid` */
export function addBenchmarkResults(results: unknown, file: string, into: Results): void {
  for (const [index, result] of listOf(results, '', file).entries()) {
    const dataset = isMapping(result) && isMapping(result['dataset']) ? result['dataset'] : null;
    const id = wordOf(dataset?.['id']);
    const task = wordOf(dataset?.['task_id']);
    if (!isMapping(result) || !dataset || !id || !task)
      throw invalid('expected dataset with id and task_id', file, `/${index}`);
    addDataset(into, id, { ...dataset, type: id });
    const key = addValue(into, [id, task], [wordOf(dataset['revision'])], result['value']);
    if (isMapping(result['source']) && result['source']['url'])
      into.tags.set(`${key}/source`, toText(result['source']['url']));
    for (const note of ['date', 'notes'])
      if (result[note] !== undefined && result[note] !== null)
        into.tags.set(`${key}/${note}`, toText(result[note]));
  }
}

function addValue(
  into: Results,
  parts: (string | null)[],
  detail: (string | null)[],
  value: unknown,
): string {
  const taken = (key: string): boolean => into.metrics.has(key) || into.tags.has(key);
  let key = parts.filter((part) => part !== null).join('/');
  if (taken(key)) key = [...detail, ...parts].filter((part) => part !== null).join('/');
  const base = key;
  for (let count = 2; taken(key); count++) key = `${base}#${count}`;
  const number = readNumber(value);
  if (number === null) into.tags.set(key, toText(value ?? ''));
  else into.metrics.set(key, { value: number, step: null, timestamp: null });
  return key;
}

function addDataset(into: Results, name: string, dataset: Record<string, unknown>): void {
  const revision = wordOf(dataset['revision']);
  into.datasets.set(JSON.stringify([name, dataset['type'], revision]), {
    name,
    digest: revision && `revision:${revision}`,
    role: null,
    source: wordOf(dataset['type']),
    rows: null,
  });
}

function listOf(value: unknown, field: string, file: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw invalid('expected a list', file, field);
}

function wordOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return toText(value);
}

function invalid(reason: string, file: string, field: string): RunsError {
  return new RunsError('run-invalid', reason, { file, field: field || undefined });
}
