import { limits } from '../checks/limits.ts';
import { toExperiments } from '../entities/experiments.ts';
import { toLoggedModels } from '../entities/logged-models.ts';
import { toModelVersions } from '../entities/model-versions.ts';
import { toRegisteredModels } from '../entities/registered-models.ts';
import { toRuns } from '../entities/runs.ts';
import { integerLike, list, listOfTexts, required, text, within } from '../interface/request-rules.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { searchDatasetSummaries } from '../search/search-datasets.ts';
import { searchExperimentRows } from '../search/search-experiments.ts';
import { searchLoggedModelRows } from '../search/search-logged-models.ts';
import { searchModelVersionRows, searchRegisteredModelRows } from '../search/search-registry.ts';
import { searchRunRows } from '../search/search-runs.ts';
import { listed } from './listed.ts';
import { needServer } from './needs.ts';
import { operation } from './operation.ts';

export const searchRuns = operation({
  message: 'SearchRuns',
  rules: {
    experiment_ids: [list],
    filter: [text],
    max_results: [integerLike, within(-Infinity, limits.runsPerPage)],
    order_by: [list, listOfTexts],
  },
  writes: false,
  run: async (request, { tx, reach }) => {
    checkPageSize(request.max_results, limits.runsPerPage);
    const { rows, next } = await searchRunRows(tx, request, reach);
    return { runs: listed(await toRuns(tx, rows)), next_page_token: next };
  },
});

export const searchExperiments = operation({
  message: 'SearchExperiments',
  rules: {
    view_type: [integerLike],
    max_results: [integerLike],
    order_by: [list],
    filter: [text],
    page_token: [text],
  },
  writes: false,
  run: async (request, { tx, reach }) => {
    // MLflow takes nothing for 0, and refuses it.
    const max_results = Number(request.max_results ?? 0);
    checkPageSize(max_results, limits.experimentsPerPage);
    const { rows, next } = await searchExperimentRows(tx, { ...request, max_results }, reach);
    return { experiments: listed(await toExperiments(tx, rows)), next_page_token: next };
  },
});

export const searchLoggedModels = operation({
  message: 'SearchLoggedModels',
  rules: {
    experiment_ids: [list, listOfTexts, required],
    filter: [text],
    datasets: [list],
    max_results: [integerLike],
    order_by: [list],
    page_token: [text],
  },
  writes: false,
  run: async (request, { tx, reach }) => {
    if (request.max_results !== 0) checkPageSize(request.max_results, limits.runsPerPage);
    const { rows, next } = await searchLoggedModelRows(tx, request, reach);
    return { models: listed(await toLoggedModels(tx, rows)), next_page_token: next };
  },
});

export const searchRegisteredModels = operation({
  message: 'SearchRegisteredModels',
  rules: {
    filter: [text],
    max_results: [integerLike, within(-Infinity, limits.registeredModelsPerPage)],
    order_by: [list, listOfTexts],
    page_token: [text],
  },
  writes: false,
  run: async (request, { tx, reach }) => {
    needServer(reach, 'read');
    checkPageSize(request.max_results, limits.registeredModelsPerPage);
    const { rows, next } = await searchRegisteredModelRows(tx, request);
    return { registered_models: listed(await toRegisteredModels(tx, rows)), next_page_token: next };
  },
});

export const searchModelVersions = operation({
  message: 'SearchModelVersions',
  rules: {
    filter: [text],
    max_results: [integerLike, within(-Infinity, limits.modelVersionsPerPage)],
    order_by: [list, listOfTexts],
    page_token: [text],
  },
  writes: false,
  run: async (request, { tx, reach }) => {
    needServer(reach, 'read');
    if (request.max_results < 1)
      throw invalidParameter(
        `Invalid value for max_results. It must be a positive integer, but got ${request.max_results}`,
      );
    const { rows, next } = await searchModelVersionRows(tx, request);
    return {
      model_versions: listed(await toModelVersions(tx, rows, { aliases: false })),
      next_page_token: next,
    };
  },
});

export const searchDatasets = operation({
  message: 'SearchDatasets',
  rules: {},
  writes: false,
  run: async ({ experiment_ids: ids }, { tx, reach }) => {
    if (ids.length === 0)
      throw invalidParameter('SearchDatasets request must specify at least one experiment_id.');
    if (ids.length > limits.experimentsPerDatasetSearch)
      throw invalidParameter(
        `SearchDatasets request cannot specify more than ${limits.experimentsPerDatasetSearch} experiment_ids. Received ${ids.length} experiment_ids.`,
      );
    return { dataset_summaries: listed(await searchDatasetSummaries(tx, ids, reach)) };
  },
});

function checkPageSize(size: number | bigint, most: number): void {
  if (size < 1)
    throw invalidParameter(
      `Invalid value ${size} for parameter 'max_results' supplied. It must be a positive integer`,
    );
  if (size > most)
    throw invalidParameter(
      `Invalid value ${size} for parameter 'max_results' supplied. It must be at most ${most}`,
    );
}
