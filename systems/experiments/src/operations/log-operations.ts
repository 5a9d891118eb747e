import { limits } from '../checks/limits.ts';
import { checkRunId } from '../checks/ids.ts';
import { toParam, toPoint, toTag } from '../checks/points.ts';
import { activeRun } from '../entities/runs.ts';
import { pythonList, pythonRepr } from '../interface/python-words.ts';
import { eachHas, floatLike, integerLike, list, required, text } from '../interface/request-rules.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { logModelPoints } from './log-model-points.ts';
import { logPoints } from './log-points.ts';
import { needExperiment } from './needs.ts';
import { operation } from './operation.ts';
import { setRunTags } from './set-run-tag.ts';

export const logMetric = operation({
  message: 'LogMetric',
  rules: {
    run_id: [required, text],
    key: [required, text],
    value: [required, floatLike],
    timestamp: [integerLike, required],
    step: [integerLike],
    model_id: [text],
    dataset_name: [text],
    dataset_digest: [text],
  },
  writes: true,
  run: async (request, { tx, reach }) => {
    const point = toPoint(request);
    const { run_uuid, experiment_id } = await activeRun(tx, request.run_id || request.run_uuid || '');
    needExperiment(reach, experiment_id, 'write');
    await logModelPoints(tx, [request], { run_uuid, experiment_id });
    await logPoints(tx, run_uuid, [point]);
    return {};
  },
});

export const logParam = operation({
  message: 'LogParam',
  rules: { run_id: [required, text], key: [required, text], value: [text] },
  writes: true,
  run: async (request, { tx, reach }) => {
    const { key, value } = toParam(request);
    const { run_uuid, experiment_id } = await activeRun(tx, request.run_id || request.run_uuid || '');
    needExperiment(reach, experiment_id, 'write');
    const known = await tx.first<{ value: string }>(
      'SELECT value FROM params WHERE run_uuid = ? AND key = ?',
      [run_uuid, key],
    );
    if (known === undefined)
      await tx.insert('params', ['key', 'value', 'run_uuid'], [[key, value, run_uuid]]);
    else if (known.value !== value)
      throw invalidParameter(
        `Changing param values is not allowed. Param with key='${key}' was already logged with value='${known.value}' for run ID='${run_uuid}'. Attempted logging new value '${value}'.`,
      );
    return {};
  },
});

export const logBatch = operation({
  message: 'LogBatch',
  rules: {
    run_id: [text, required],
    metrics: [list, eachHas('metrics', ['key', 'value', 'timestamp'])],
    params: [list, eachHas('params', ['key'])],
    tags: [list, eachHas('tags', ['key'])],
  },
  writes: true,
  run: async (request, { tx, reach }) => {
    const { run_id = '' } = request;
    checkRunId(run_id);
    const points = request.metrics.map((each, index) => toPoint(each, `metrics[${index}]`));
    const params = request.params.map((each, index) => toParam(each, `params[${index}]`));
    const tags = request.tags.map((each, index) => toTag(each, `tags[${index}]`));
    checkCounts(points.length, params.length, tags.length);
    checkKeysDiffer(params);
    const { run_uuid, experiment_id } = await activeRun(tx, run_id);
    needExperiment(reach, experiment_id, 'write');
    await logParams(tx, run_uuid, params);
    await logPoints(tx, run_uuid, points);
    await logModelPoints(tx, request.metrics, { run_uuid, experiment_id });
    await setRunTags(tx, run_uuid, tags);
    return {};
  },
});

async function logParams(
  tx: Parameters<typeof logPoints>[0],
  runId: string,
  params: readonly { key: string; value: string }[],
): Promise<void> {
  if (params.length === 0) return;
  const rows = await tx.all<{ key: string; value: string }>(
    'SELECT key, value FROM params WHERE run_uuid = ?',
    [runId],
  );
  const known = new Map(rows.map(({ key, value }) => [key, value]));
  const changed = params.filter(({ key, value }) => known.has(key) && known.get(key) !== value);
  if (changed.length > 0) {
    const words = changed.map(
      ({ key, value }) =>
        `{'key': ${pythonRepr(key)}, 'old_value': ${pythonRepr(known.get(key) ?? '')}, 'new_value': ${pythonRepr(value)}}`,
    );
    throw invalidParameter(
      `Changing param values is not allowed. Params were already logged='[${words.join(', ')}]' for run ID='${runId}'.`,
    );
  }
  await tx.insert(
    'params',
    ['key', 'value', 'run_uuid'],
    params.filter(({ key }) => !known.has(key)).map(({ key, value }) => [key, value, runId]),
  );
}

function checkCounts(metrics: number, params: number, tags: number): void {
  const check = (what: string, most: number, count: number): void => {
    if (count > most)
      throw invalidParameter(
        `A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`,
      );
  };
  check('metrics', limits.metricsPerBatch, metrics);
  check('params', limits.paramsPerBatch, params);
  check('tags', limits.tagsPerBatch, tags);
  check('metrics, params, and tags', limits.entitiesPerBatch, metrics + params + tags);
}

function checkKeysDiffer(params: readonly { key: string }[]): void {
  const seen = new Set<string>();
  const again = params.map(({ key }) => key).filter((key) => seen.has(key) || !seen.add(key));
  if (again.length > 0)
    throw invalidParameter(
      `Duplicate parameter keys have been submitted: ${pythonList(again)}. Please ensure the request contains only one param value per param key.`,
    );
}
