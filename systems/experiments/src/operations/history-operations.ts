import { limits } from '../checks/limits.ts';
import { metricHistory, runsInReach, sampledHistory, severalHistories } from '../entities/histories.ts';
import { integerLike, list, listOfTexts, required, text, within } from '../interface/request-rules.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { listed } from './listed.ts';
import { needExperiment } from './needs.ts';
import { operation } from './operation.ts';

export const getMetricHistory = operation({
  message: 'GetMetricHistory',
  rules: { run_id: [text, required], metric_key: [text, required], page_token: [text] },
  writes: false,
  run: async (request, { tx, reach }) => {
    const { run_id = '', run_uuid = '', metric_key = '', max_results, page_token } = request;
    if (max_results !== undefined && max_results <= 0)
      throw invalidParameter(
        `Invalid value ${max_results} for parameter 'max_results' supplied. It must be a positive integer.`,
      );
    const id = run_id || run_uuid;
    const run = await tx.first<{ experiment_id: number }>(
      'SELECT experiment_id FROM runs WHERE run_uuid = ?',
      [id],
    );
    // A run that is not there has no history.
    if (run) needExperiment(reach, run.experiment_id, 'read');
    const { points, next } = await metricHistory(tx, id, metric_key, {
      most: max_results,
      token: page_token,
    });
    return { metrics: listed(points), next_page_token: next };
  },
});

export const getMetricHistoryBulkInterval = operation({
  message: 'GetMetricHistoryBulkInterval',
  rules: {
    run_ids: [
      required,
      list,
      listOfTexts,
      {
        isType: false,
        fails: (value) =>
          Array.isArray(value) &&
          value.length > limits.runsPerHistory &&
          `GetMetricHistoryBulkInterval request must specify at most ${limits.runsPerHistory} run_ids. Received ${value.length} run_ids.`,
      },
    ],
    metric_key: [required, text],
    start_step: [integerLike],
    end_step: [integerLike],
    max_results: [
      integerLike,
      within(1, limits.pointsPerSample, `max_results must be between 1 and ${limits.pointsPerSample}.`),
    ],
  },
  writes: false,
  run: async (request, { tx, reach }) => {
    const { run_ids, metric_key = '', start_step: start, end_step: end } = request;
    const { max_results: most = limits.pointsPerSample } = request;
    if ((start === undefined) !== (end === undefined))
      throw invalidParameter('If either start step or end step are specified, both must be specified.');
    if (start !== undefined && end !== undefined && start > end)
      throw invalidParameter(
        `end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`,
      );
    const readable = new Set(await runsInReach(tx, run_ids, reach));
    const metrics: object[] = [];
    for (const id of run_ids)
      if (readable.has(id))
        metrics.push(
          ...(await sampledHistory(tx, id, metric_key, {
            most,
            steps: start === undefined || end === undefined ? null : [start, end],
          })),
        );
    return { metrics: listed(metrics) };
  },
});

/** The histories of one metric in several runs, as MLflow's pages ask for them; there is no message of its own. */
export const getMetricHistoryBulk = operation({
  message: 'GetMetricHistoryBulkInterval',
  rules: {},
  writes: false,
  run: async ({ run_ids, metric_key, max_results = limits.pointsPerHistories }, { tx, reach }) => {
    if (run_ids.length === 0)
      throw invalidParameter('GetMetricHistoryBulk request must specify at least one run_id.');
    if (run_ids.length > limits.runsPerHistory)
      throw invalidParameter(
        `GetMetricHistoryBulk request cannot specify more than ${limits.runsPerHistory} run_ids. Received ${run_ids.length} run_ids.`,
      );
    if (metric_key === undefined)
      throw invalidParameter('GetMetricHistoryBulk request must specify a metric_key.');
    const most = Math.max(0, Math.min(max_results, limits.pointsPerHistories));
    return {
      metrics: await severalHistories(tx, await runsInReach(tx, run_ids, reach), metric_key, most),
    };
  },
});
