import { join } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../../runs-error.ts';
import { decodeText, flatten, readNumber, toParam } from '../loose-values.ts';
import { MetricColumns } from '../metric-columns.ts';
import type { DvcFiles } from './dvc-files.ts';

/** What a record takes from a DVC project. */
export type DvcFields = Pick<
  RunRecord,
  'params' | 'metrics' | 'histories' | 'tags' | 'artifacts' | 'startTime'
>;

/** Metrics of a nested file: numbers to metrics, text to tags. Where there is a `step`, they are of that step. */
export function addMetrics(
  values: Record<string, unknown>,
  file: string,
  into: DvcFields,
  prefix = '',
): void {
  const step = readNumber(values['step']);
  for (const [key, value] of flatten(values, file)) {
    const number = readNumber(value);
    if (key === 'step' && prefix === '') continue;
    const latest = into.histories[key];
    if (number !== null)
      into.metrics[`${prefix}${key}`] = {
        value: number,
        step: typeof step === 'number' && Number.isSafeInteger(step) ? step : null,
        timestamp: latest?.timestamps?.at(-1) ?? null,
      };
    else if (typeof value === 'string' || typeof value === 'boolean')
      into.tags[`${prefix}${key}`] = String(value);
  }
}

/**
 * Reads a folder that dvclive wrote: latest metrics, params, histories, images and plots.
 *
 * @param folder from the project
 * @throws RunsError `run-invalid`, naming file and row
 */
export async function readDvclive(folder: string, files: DvcFiles, into: DvcFields): Promise<void> {
  const columns = new MetricColumns();
  let first: number | null = null;
  const visit = async (key: string): Promise<void> => {
    const at = join(folder, 'plots/metrics', key);
    const full = await files.inside(at);
    if (full === null) return;
    if ((await files.effects.kindOf(full)) === 'folder') {
      for (const name of await files.effects.listFolder(full)) await visit(join(key, name));
    } else if (full.endsWith('.tsv')) {
      const began = await readTsv(full, key.slice(0, -'.tsv'.length), files, columns);
      if (began !== null) first = Math.min(first ?? began, began);
    }
  };
  await visit('');
  const { metrics, histories } = columns.toRecord();
  Object.assign(into.metrics, metrics);
  Object.assign(into.histories, histories);
  const latest = await files.mapping(join(folder, 'metrics.json'));
  if (latest) addMetrics(latest, join(files.root, folder, 'metrics.json'), into);
  const params = await files.mapping(join(folder, 'params.yaml'));
  for (const [key, value] of params ? flatten(params, folder) : []) into.params[key] = toParam(value);
  for (const kind of ['plots/images', 'plots/custom', 'plots/sklearn', 'artifacts'])
    if ((await files.effects.kindOf(join(files.root, folder, kind))) === 'folder')
      into.artifacts.push(...(await files.digests(join(folder, kind))));
  if (first !== null && Math.abs(first) < 8.64e15) into.startTime ??= new Date(first).toISOString();
}

async function readTsv(
  file: string,
  key: string,
  files: DvcFiles,
  columns: MetricColumns,
): Promise<number | null> {
  const lines = decodeText(await files.effects.readFile(file), file).split(/\r?\n/);
  const header = (lines[0] ?? '').split('\t');
  const stepAt = header.indexOf('step');
  const timeAt = header.indexOf('timestamp');
  const fail = (row: number, reason: string): RunsError =>
    new RunsError('run-invalid', reason, { file, field: `row ${row}` });
  if (stepAt < 0 || header.length < 2) throw fail(1, 'expected the columns step and the metric');
  let first: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const cells = line.split('\t');
    const step = Number(cells[stepAt]);
    const value = readNumber(cells[header.length - 1]);
    if (cells.length !== header.length)
      throw fail(index + 1, `${cells.length} cells, the header has ${header.length}`);
    if (cells[stepAt] === '' || !Number.isSafeInteger(step)) throw fail(index + 1, 'expected a whole step');
    if (value === null) throw fail(index + 1, `expected a number, got ${JSON.stringify(cells.at(-1))}`);
    const time = timeAt < 0 || cells[timeAt] === '' ? Number.NaN : Math.round(Number(cells[timeAt]));
    const timestamp = Number.isSafeInteger(time) ? time : null;
    first ??= timestamp;
    columns.add(key, { step, value, timestamp });
  }
  return first;
}
