// Written by interop/make_mlflow_interface.py from MLflow's protocol buffers (Apache License 2.0,
// https://github.com/mlflow/mlflow, mlflow/protos). Run that again instead of changing this.
import type { Interface } from './interface.ts';

export const mlflowInterface = {
  mlflow: '3.17.2',
  answered: [
    {
      rpc: 'GetExperimentByName',
      message: 'GetExperimentByName',
      method: 'GET',
      version: 2,
      path: '/mlflow/experiments/get-by-name',
    },
    {
      rpc: 'CreateExperiment',
      message: 'CreateExperiment',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/create',
    },
    {
      rpc: 'SearchExperiments',
      message: 'SearchExperiments',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/search',
    },
    {
      rpc: 'SearchExperiments',
      message: 'SearchExperiments',
      method: 'GET',
      version: 2,
      path: '/mlflow/experiments/search',
    },
    {
      rpc: 'GetExperiment',
      message: 'GetExperiment',
      method: 'GET',
      version: 2,
      path: '/mlflow/experiments/get',
    },
    {
      rpc: 'DeleteExperiment',
      message: 'DeleteExperiment',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/delete',
    },
    {
      rpc: 'RestoreExperiment',
      message: 'RestoreExperiment',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/restore',
    },
    {
      rpc: 'UpdateExperiment',
      message: 'UpdateExperiment',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/update',
    },
    {
      rpc: 'CreateRun',
      message: 'CreateRun',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/create',
    },
    {
      rpc: 'UpdateRun',
      message: 'UpdateRun',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/update',
    },
    {
      rpc: 'DeleteRun',
      message: 'DeleteRun',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/delete',
    },
    {
      rpc: 'RestoreRun',
      message: 'RestoreRun',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/restore',
    },
    {
      rpc: 'LogMetric',
      message: 'LogMetric',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/log-metric',
    },
    {
      rpc: 'LogParam',
      message: 'LogParam',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/log-parameter',
    },
    {
      rpc: 'SetExperimentTag',
      message: 'SetExperimentTag',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/set-experiment-tag',
    },
    {
      rpc: 'DeleteExperimentTag',
      message: 'DeleteExperimentTag',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/delete-experiment-tag',
    },
    {
      rpc: 'SetTag',
      message: 'SetTag',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/set-tag',
    },
    {
      rpc: 'DeleteTag',
      message: 'DeleteTag',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/delete-tag',
    },
    {
      rpc: 'GetRun',
      message: 'GetRun',
      method: 'GET',
      version: 2,
      path: '/mlflow/runs/get',
    },
    {
      rpc: 'SearchRuns',
      message: 'SearchRuns',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/search',
    },
    {
      rpc: 'ListArtifacts',
      message: 'ListArtifacts',
      method: 'GET',
      version: 2,
      path: '/mlflow/artifacts/list',
    },
    {
      rpc: 'GetMetricHistory',
      message: 'GetMetricHistory',
      method: 'GET',
      version: 2,
      path: '/mlflow/metrics/get-history',
    },
    {
      rpc: 'GetMetricHistoryBulkInterval',
      message: 'GetMetricHistoryBulkInterval',
      method: 'GET',
      version: 2,
      path: '/mlflow/metrics/get-history-bulk-interval',
    },
    {
      rpc: 'LogBatch',
      message: 'LogBatch',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/log-batch',
    },
    {
      rpc: 'LogModel',
      message: 'LogModel',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/log-model',
    },
    {
      rpc: 'LogInputs',
      message: 'LogInputs',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/log-inputs',
    },
    {
      rpc: 'LogOutputs',
      message: 'LogOutputs',
      method: 'POST',
      version: 2,
      path: '/mlflow/runs/outputs',
    },
    {
      rpc: 'SearchDatasets',
      message: 'SearchDatasets',
      method: 'POST',
      version: 2,
      path: '/mlflow/experiments/search-datasets',
    },
    {
      rpc: 'CreateLoggedModel',
      message: 'CreateLoggedModel',
      method: 'POST',
      version: 2,
      path: '/mlflow/logged-models',
    },
    {
      rpc: 'FinalizeLoggedModel',
      message: 'FinalizeLoggedModel',
      method: 'PATCH',
      version: 2,
      path: '/mlflow/logged-models/{model_id}',
    },
    {
      rpc: 'GetLoggedModel',
      message: 'GetLoggedModel',
      method: 'GET',
      version: 2,
      path: '/mlflow/logged-models/{model_id}',
    },
    {
      rpc: 'DeleteLoggedModel',
      message: 'DeleteLoggedModel',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/logged-models/{model_id}',
    },
    {
      rpc: 'SearchLoggedModels',
      message: 'SearchLoggedModels',
      method: 'POST',
      version: 2,
      path: '/mlflow/logged-models/search',
    },
    {
      rpc: 'SetLoggedModelTags',
      message: 'SetLoggedModelTags',
      method: 'PATCH',
      version: 2,
      path: '/mlflow/logged-models/{model_id}/tags',
    },
    {
      rpc: 'DeleteLoggedModelTag',
      message: 'DeleteLoggedModelTag',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/logged-models/{model_id}/tags/{tag_key}',
    },
    {
      rpc: 'ListLoggedModelArtifacts',
      message: 'ListLoggedModelArtifacts',
      method: 'GET',
      version: 2,
      path: '/mlflow/logged-models/{model_id}/artifacts/directories',
    },
    {
      rpc: 'LogLoggedModelParams',
      message: 'LogLoggedModelParamsRequest',
      method: 'POST',
      version: 2,
      path: '/mlflow/logged-models/{model_id}/params',
    },
    {
      rpc: 'CreateRegisteredModel',
      message: 'CreateRegisteredModel',
      method: 'POST',
      version: 2,
      path: '/mlflow/registered-models/create',
    },
    {
      rpc: 'RenameRegisteredModel',
      message: 'RenameRegisteredModel',
      method: 'POST',
      version: 2,
      path: '/mlflow/registered-models/rename',
    },
    {
      rpc: 'UpdateRegisteredModel',
      message: 'UpdateRegisteredModel',
      method: 'PATCH',
      version: 2,
      path: '/mlflow/registered-models/update',
    },
    {
      rpc: 'DeleteRegisteredModel',
      message: 'DeleteRegisteredModel',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/registered-models/delete',
    },
    {
      rpc: 'GetRegisteredModel',
      message: 'GetRegisteredModel',
      method: 'GET',
      version: 2,
      path: '/mlflow/registered-models/get',
    },
    {
      rpc: 'SearchRegisteredModels',
      message: 'SearchRegisteredModels',
      method: 'GET',
      version: 2,
      path: '/mlflow/registered-models/search',
    },
    {
      rpc: 'GetLatestVersions',
      message: 'GetLatestVersions',
      method: 'POST',
      version: 2,
      path: '/mlflow/registered-models/get-latest-versions',
    },
    {
      rpc: 'GetLatestVersions',
      message: 'GetLatestVersions',
      method: 'GET',
      version: 2,
      path: '/mlflow/registered-models/get-latest-versions',
    },
    {
      rpc: 'CreateModelVersion',
      message: 'CreateModelVersion',
      method: 'POST',
      version: 2,
      path: '/mlflow/model-versions/create',
    },
    {
      rpc: 'UpdateModelVersion',
      message: 'UpdateModelVersion',
      method: 'PATCH',
      version: 2,
      path: '/mlflow/model-versions/update',
    },
    {
      rpc: 'TransitionModelVersionStage',
      message: 'TransitionModelVersionStage',
      method: 'POST',
      version: 2,
      path: '/mlflow/model-versions/transition-stage',
    },
    {
      rpc: 'DeleteModelVersion',
      message: 'DeleteModelVersion',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/model-versions/delete',
    },
    {
      rpc: 'GetModelVersion',
      message: 'GetModelVersion',
      method: 'GET',
      version: 2,
      path: '/mlflow/model-versions/get',
    },
    {
      rpc: 'SearchModelVersions',
      message: 'SearchModelVersions',
      method: 'GET',
      version: 2,
      path: '/mlflow/model-versions/search',
    },
    {
      rpc: 'GetModelVersionDownloadUri',
      message: 'GetModelVersionDownloadUri',
      method: 'GET',
      version: 2,
      path: '/mlflow/model-versions/get-download-uri',
    },
    {
      rpc: 'SetRegisteredModelTag',
      message: 'SetRegisteredModelTag',
      method: 'POST',
      version: 2,
      path: '/mlflow/registered-models/set-tag',
    },
    {
      rpc: 'SetModelVersionTag',
      message: 'SetModelVersionTag',
      method: 'POST',
      version: 2,
      path: '/mlflow/model-versions/set-tag',
    },
    {
      rpc: 'DeleteRegisteredModelTag',
      message: 'DeleteRegisteredModelTag',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/registered-models/delete-tag',
    },
    {
      rpc: 'DeleteModelVersionTag',
      message: 'DeleteModelVersionTag',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/model-versions/delete-tag',
    },
    {
      rpc: 'SetRegisteredModelAlias',
      message: 'SetRegisteredModelAlias',
      method: 'POST',
      version: 2,
      path: '/mlflow/registered-models/alias',
    },
    {
      rpc: 'DeleteRegisteredModelAlias',
      message: 'DeleteRegisteredModelAlias',
      method: 'DELETE',
      version: 2,
      path: '/mlflow/registered-models/alias',
    },
    {
      rpc: 'GetModelVersionByAlias',
      message: 'GetModelVersionByAlias',
      method: 'GET',
      version: 2,
      path: '/mlflow/registered-models/alias',
    },
    {
      rpc: 'DownloadArtifact',
      message: 'artifacts.DownloadArtifact',
      method: 'GET',
      version: 2,
      path: '/mlflow-artifacts/artifacts/{artifact_path}',
    },
    {
      rpc: 'UploadArtifact',
      message: 'artifacts.UploadArtifact',
      method: 'PUT',
      version: 2,
      path: '/mlflow-artifacts/artifacts/{artifact_path}',
    },
    {
      rpc: 'ListArtifacts',
      message: 'artifacts.ListArtifacts',
      method: 'GET',
      version: 2,
      path: '/mlflow-artifacts/artifacts',
    },
    {
      rpc: 'DeleteArtifact',
      message: 'artifacts.DeleteArtifact',
      method: 'DELETE',
      version: 2,
      path: '/mlflow-artifacts/artifacts/{artifact_path}',
    },
  ],
  leftOut: [
    {
      method: 'PATCH',
      version: 2,
      path: '/mlflow/traces/{request_id}/tags',
      area: 'traces',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/traces/{trace_id}/tags',
      area: 'traces',
    },
    {
      method: 'DELETE',
      version: 2,
      path: '/mlflow/traces/{request_id}/tags',
      area: 'traces',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/traces/{trace_id}/tags',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow/artifacts/presigned-upload-url',
      area: 'presigned addresses',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow/artifacts/presigned-download-url',
      area: 'presigned addresses',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow/traces',
      area: 'traces',
    },
    {
      method: 'PATCH',
      version: 2,
      path: '/mlflow/traces/{request_id}',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 2,
      path: '/mlflow/traces/{request_id}/info',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/traces/{trace_id}',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/traces/get',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/traces/batchGet',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces/batchGetInfos',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 2,
      path: '/mlflow/traces',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces/search',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow/traces/link-to-run',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow/traces/link-prompts',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 2,
      path: '/mlflow/unified-traces',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 2,
      path: '/mlflow/get-online-trace-details',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow/traces/delete-traces',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces/delete-traces',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces/calculate-filter-correlation',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces/metrics',
      area: 'traces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/workspaces',
      area: 'workspaces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/workspaces',
      area: 'workspaces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/workspaces/{workspace_name}',
      area: 'workspaces',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/workspaces/{workspace_name}',
      area: 'workspaces',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/workspaces/{workspace_name}',
      area: 'workspaces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/traces/{trace_id}/assessments/{assessment_id}',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/traces/{assessment.trace_id}/assessments',
      area: 'traces',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/traces/{trace_id}/assessments/{assessment_id}',
      area: 'traces',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/traces/{trace_id}/assessments/{assessment_id}',
      area: 'traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/issues',
      area: 'issues of traces',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/issues/{issue_id}',
      area: 'issues of traces',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/issues/{issue_id}',
      area: 'issues of traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/issues/search',
      area: 'issues of traces',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/label-schemas/create',
      area: 'label schemas',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/label-schemas/get',
      area: 'label schemas',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/label-schemas/get-by-name',
      area: 'label schemas',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/label-schemas/list',
      area: 'label schemas',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/label-schemas/update',
      area: 'label schemas',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/label-schemas/delete',
      area: 'label schemas',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/datasets/create',
      area: 'evaluation data sets',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}',
      area: 'evaluation data sets',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}',
      area: 'evaluation data sets',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/datasets/search',
      area: 'evaluation data sets',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/datasets/search',
      area: 'evaluation data sets',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/tags',
      area: 'evaluation data sets',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/tags/{key}',
      area: 'evaluation data sets',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/records',
      area: 'evaluation data sets',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/experiment-ids',
      area: 'evaluation data sets',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/scorers/register',
      area: 'scorers',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/scorers/list',
      area: 'scorers',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/scorers/versions',
      area: 'scorers',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/scorers/get',
      area: 'scorers',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/scorers/delete',
      area: 'scorers',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/records',
      area: 'evaluation data sets',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/records',
      area: 'evaluation data sets',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/add-experiments',
      area: 'evaluation data sets',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/datasets/{dataset_id}/remove-experiments',
      area: 'evaluation data sets',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/secrets/create',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/secrets/get',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/secrets/update',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/secrets/delete',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/secrets/list',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/endpoints/create',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/endpoints/get',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/endpoints/update',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/endpoints/delete',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/endpoints/list',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/model-definitions/create',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/model-definitions/get',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/model-definitions/list',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/model-definitions/update',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/model-definitions/delete',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/endpoints/models/attach',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/endpoints/models/detach',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/endpoints/bindings/create',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/endpoints/bindings/delete',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/endpoints/bindings/list',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/endpoints/set-tag',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/endpoints/delete-tag',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/budgets/create',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/budgets/get',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/budgets/update',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/budgets/delete',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/budgets/list',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/budgets/windows',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/guardrails/create',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/guardrails/get',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/guardrails/delete',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/guardrails/list',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/gateway/guardrails/add-to-endpoint',
      area: 'AI gateway',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/gateway/guardrails/remove-from-endpoint',
      area: 'AI gateway',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/gateway/guardrails/list-for-endpoint',
      area: 'AI gateway',
    },
    {
      method: 'PATCH',
      version: 3,
      path: '/mlflow/gateway/guardrails/update-config',
      area: 'AI gateway',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/prompt-optimization/jobs',
      area: 'prompt optimization',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/prompt-optimization/jobs/{job_id}',
      area: 'prompt optimization',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/prompt-optimization/jobs/search',
      area: 'prompt optimization',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/prompt-optimization/jobs/search',
      area: 'prompt optimization',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/prompt-optimization/jobs/{job_id}/cancel',
      area: 'prompt optimization',
    },
    {
      method: 'DELETE',
      version: 3,
      path: '/mlflow/prompt-optimization/jobs/{job_id}',
      area: 'prompt optimization',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/create',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/get-or-create-user',
      area: 'review queues',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/review-queues/get',
      area: 'review queues',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/review-queues/get-by-name',
      area: 'review queues',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/review-queues/list',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/update',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/delete',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/items/add',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/items/remove',
      area: 'review queues',
    },
    {
      method: 'GET',
      version: 3,
      path: '/mlflow/review-queues/items/list',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 3,
      path: '/mlflow/review-queues/items/set-status',
      area: 'review queues',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow-artifacts/mpu/create/{artifact_path}',
      area: 'uploads in parts',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow-artifacts/mpu/complete/{artifact_path}',
      area: 'uploads in parts',
    },
    {
      method: 'POST',
      version: 2,
      path: '/mlflow-artifacts/mpu/abort/{artifact_path}',
      area: 'uploads in parts',
    },
    {
      method: 'GET',
      version: 2,
      path: '/mlflow-artifacts/presigned/{artifact_path}',
      area: 'presigned addresses',
    },
  ],
  messages: {
    CreateExperiment: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'artifact_location',
        jsonName: 'artifactLocation',
        kind: 'string',
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'ExperimentTag',
        repeated: true,
      },
    ],
    CreateLoggedModel: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'model_type',
        jsonName: 'modelType',
        kind: 'string',
      },
      {
        name: 'source_run_id',
        jsonName: 'sourceRunId',
        kind: 'string',
      },
      {
        name: 'params',
        kind: 'message',
        of: 'LoggedModelParameter',
        repeated: true,
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'LoggedModelTag',
        repeated: true,
      },
    ],
    CreateModelVersion: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'source',
        kind: 'string',
      },
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'ModelVersionTag',
        repeated: true,
      },
      {
        name: 'run_link',
        jsonName: 'runLink',
        kind: 'string',
      },
      {
        name: 'description',
        kind: 'string',
      },
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
    ],
    CreateRegisteredModel: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'RegisteredModelTag',
        repeated: true,
      },
      {
        name: 'description',
        kind: 'string',
      },
      {
        name: 'deployment_job_id',
        jsonName: 'deploymentJobId',
        kind: 'string',
      },
    ],
    CreateRun: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
      {
        name: 'user_id',
        jsonName: 'userId',
        kind: 'string',
      },
      {
        name: 'run_name',
        jsonName: 'runName',
        kind: 'string',
      },
      {
        name: 'start_time',
        jsonName: 'startTime',
        kind: 'int64',
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'RunTag',
        repeated: true,
      },
    ],
    Dataset: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'digest',
        kind: 'string',
      },
      {
        name: 'source_type',
        jsonName: 'sourceType',
        kind: 'string',
      },
      {
        name: 'source',
        kind: 'string',
      },
      {
        name: 'schema',
        kind: 'string',
      },
      {
        name: 'profile',
        kind: 'string',
      },
    ],
    DatasetInput: [
      {
        name: 'tags',
        kind: 'message',
        of: 'InputTag',
        repeated: true,
      },
      {
        name: 'dataset',
        kind: 'message',
        of: 'Dataset',
      },
    ],
    DeleteExperiment: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
    ],
    DeleteExperimentTag: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
    ],
    DeleteLoggedModel: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
    ],
    DeleteLoggedModelTag: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'tag_key',
        jsonName: 'tagKey',
        kind: 'string',
      },
    ],
    DeleteModelVersion: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
    ],
    DeleteModelVersionTag: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
    ],
    DeleteRegisteredModel: [
      {
        name: 'name',
        kind: 'string',
      },
    ],
    DeleteRegisteredModelAlias: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'alias',
        kind: 'string',
      },
    ],
    DeleteRegisteredModelTag: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
    ],
    DeleteRun: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
    ],
    DeleteTag: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
    ],
    ExperimentTag: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    FinalizeLoggedModel: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'status',
        kind: 'enum',
        of: 'LoggedModelStatus',
      },
    ],
    GetExperiment: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
    ],
    GetExperimentByName: [
      {
        name: 'experiment_name',
        jsonName: 'experimentName',
        kind: 'string',
      },
    ],
    GetLatestVersions: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'stages',
        kind: 'string',
        repeated: true,
      },
    ],
    GetLoggedModel: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'allow_deleted',
        kind: 'string',
      },
    ],
    GetMetricHistory: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
      {
        name: 'metric_key',
        jsonName: 'metricKey',
        kind: 'string',
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int32',
      },
    ],
    GetMetricHistoryBulkInterval: [
      {
        name: 'run_ids',
        jsonName: 'runIds',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'metric_key',
        jsonName: 'metricKey',
        kind: 'string',
      },
      {
        name: 'start_step',
        jsonName: 'startStep',
        kind: 'int32',
      },
      {
        name: 'end_step',
        jsonName: 'endStep',
        kind: 'int32',
      },
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int32',
      },
    ],
    GetModelVersion: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
    ],
    GetModelVersionByAlias: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'alias',
        kind: 'string',
      },
    ],
    GetModelVersionDownloadUri: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
    ],
    GetRegisteredModel: [
      {
        name: 'name',
        kind: 'string',
      },
    ],
    GetRun: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
    ],
    InputTag: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    ListArtifacts: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
      {
        name: 'path',
        kind: 'string',
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
    ],
    ListLoggedModelArtifacts: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'artifact_directory_path',
        jsonName: 'artifactDirectoryPath',
        kind: 'string',
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
    ],
    LogBatch: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'metrics',
        kind: 'message',
        of: 'Metric',
        repeated: true,
      },
      {
        name: 'params',
        kind: 'message',
        of: 'Param',
        repeated: true,
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'RunTag',
        repeated: true,
      },
    ],
    LogInputs: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'datasets',
        kind: 'message',
        of: 'DatasetInput',
        repeated: true,
      },
      {
        name: 'models',
        kind: 'message',
        of: 'ModelInput',
        repeated: true,
      },
    ],
    LogLoggedModelParamsRequest: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'params',
        kind: 'message',
        of: 'LoggedModelParameter',
        repeated: true,
      },
    ],
    LogMetric: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'double',
      },
      {
        name: 'timestamp',
        kind: 'int64',
      },
      {
        name: 'step',
        kind: 'int64',
        default: 0,
      },
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'dataset_name',
        jsonName: 'datasetName',
        kind: 'string',
      },
      {
        name: 'dataset_digest',
        jsonName: 'datasetDigest',
        kind: 'string',
      },
    ],
    LogModel: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'model_json',
        jsonName: 'modelJson',
        kind: 'string',
      },
    ],
    LogOutputs: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'models',
        kind: 'message',
        of: 'ModelOutput',
        repeated: true,
      },
    ],
    LogParam: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    LoggedModelParameter: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    LoggedModelTag: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    Metric: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'double',
      },
      {
        name: 'timestamp',
        kind: 'int64',
      },
      {
        name: 'step',
        kind: 'int64',
        default: 0,
      },
      {
        name: 'dataset_name',
        jsonName: 'datasetName',
        kind: 'string',
      },
      {
        name: 'dataset_digest',
        jsonName: 'datasetDigest',
        kind: 'string',
      },
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
    ],
    ModelInput: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
    ],
    ModelOutput: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'step',
        kind: 'int64',
      },
    ],
    ModelVersionTag: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    Param: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    RegisteredModelTag: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    RenameRegisteredModel: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'new_name',
        jsonName: 'newName',
        kind: 'string',
      },
    ],
    RestoreExperiment: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
    ],
    RestoreRun: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
    ],
    RunTag: [
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    SearchDatasets: [
      {
        name: 'experiment_ids',
        jsonName: 'experimentIds',
        kind: 'string',
        repeated: true,
      },
    ],
    SearchExperiments: [
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int64',
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
      {
        name: 'filter',
        kind: 'string',
      },
      {
        name: 'order_by',
        jsonName: 'orderBy',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'view_type',
        jsonName: 'viewType',
        kind: 'enum',
        of: 'ViewType',
      },
    ],
    SearchLoggedModels: [
      {
        name: 'experiment_ids',
        jsonName: 'experimentIds',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'filter',
        kind: 'string',
      },
      {
        name: 'datasets',
        kind: 'message',
        of: 'SearchLoggedModels.Dataset',
        repeated: true,
      },
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int32',
        default: 50,
      },
      {
        name: 'order_by',
        jsonName: 'orderBy',
        kind: 'message',
        of: 'SearchLoggedModels.OrderBy',
        repeated: true,
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
    ],
    'SearchLoggedModels.Dataset': [
      {
        name: 'dataset_name',
        jsonName: 'datasetName',
        kind: 'string',
      },
      {
        name: 'dataset_digest',
        jsonName: 'datasetDigest',
        kind: 'string',
      },
    ],
    'SearchLoggedModels.OrderBy': [
      {
        name: 'field_name',
        jsonName: 'fieldName',
        kind: 'string',
      },
      {
        name: 'ascending',
        kind: 'bool',
        default: true,
      },
      {
        name: 'dataset_name',
        jsonName: 'datasetName',
        kind: 'string',
      },
      {
        name: 'dataset_digest',
        jsonName: 'datasetDigest',
        kind: 'string',
      },
    ],
    SearchModelVersions: [
      {
        name: 'filter',
        kind: 'string',
      },
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int64',
        default: 200000,
      },
      {
        name: 'order_by',
        jsonName: 'orderBy',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
    ],
    SearchRegisteredModels: [
      {
        name: 'filter',
        kind: 'string',
      },
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int64',
        default: 100,
      },
      {
        name: 'order_by',
        jsonName: 'orderBy',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
    ],
    SearchRuns: [
      {
        name: 'experiment_ids',
        jsonName: 'experimentIds',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'filter',
        kind: 'string',
      },
      {
        name: 'run_view_type',
        jsonName: 'runViewType',
        kind: 'enum',
        of: 'ViewType',
        default: 'ACTIVE_ONLY',
      },
      {
        name: 'max_results',
        jsonName: 'maxResults',
        kind: 'int32',
        default: 1000,
      },
      {
        name: 'order_by',
        jsonName: 'orderBy',
        kind: 'string',
        repeated: true,
      },
      {
        name: 'page_token',
        jsonName: 'pageToken',
        kind: 'string',
      },
    ],
    SetExperimentTag: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    SetLoggedModelTags: [
      {
        name: 'model_id',
        jsonName: 'modelId',
        kind: 'string',
      },
      {
        name: 'tags',
        kind: 'message',
        of: 'LoggedModelTag',
        repeated: true,
      },
    ],
    SetModelVersionTag: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    SetRegisteredModelAlias: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'alias',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
    ],
    SetRegisteredModelTag: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    SetTag: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
      {
        name: 'key',
        kind: 'string',
      },
      {
        name: 'value',
        kind: 'string',
      },
    ],
    TransitionModelVersionStage: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
      {
        name: 'stage',
        kind: 'string',
      },
      {
        name: 'archive_existing_versions',
        jsonName: 'archiveExistingVersions',
        kind: 'bool',
      },
    ],
    UpdateExperiment: [
      {
        name: 'experiment_id',
        jsonName: 'experimentId',
        kind: 'string',
      },
      {
        name: 'new_name',
        jsonName: 'newName',
        kind: 'string',
      },
    ],
    UpdateModelVersion: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'version',
        kind: 'string',
      },
      {
        name: 'description',
        kind: 'string',
      },
    ],
    UpdateRegisteredModel: [
      {
        name: 'name',
        kind: 'string',
      },
      {
        name: 'description',
        kind: 'string',
      },
      {
        name: 'deployment_job_id',
        jsonName: 'deploymentJobId',
        kind: 'string',
      },
    ],
    UpdateRun: [
      {
        name: 'run_id',
        jsonName: 'runId',
        kind: 'string',
      },
      {
        name: 'run_uuid',
        jsonName: 'runUuid',
        kind: 'string',
      },
      {
        name: 'status',
        kind: 'enum',
        of: 'RunStatus',
      },
      {
        name: 'end_time',
        jsonName: 'endTime',
        kind: 'int64',
      },
      {
        name: 'run_name',
        jsonName: 'runName',
        kind: 'string',
      },
    ],
    'artifacts.DeleteArtifact': [],
    'artifacts.DownloadArtifact': [],
    'artifacts.ListArtifacts': [
      {
        name: 'path',
        kind: 'string',
      },
    ],
    'artifacts.UploadArtifact': [],
  },
  enums: {
    LoggedModelStatus: {
      LOGGED_MODEL_STATUS_UNSPECIFIED: 0,
      LOGGED_MODEL_PENDING: 1,
      LOGGED_MODEL_READY: 2,
      LOGGED_MODEL_UPLOAD_FAILED: 3,
    },
    RunStatus: {
      RUNNING: 1,
      SCHEDULED: 2,
      FINISHED: 3,
      FAILED: 4,
      KILLED: 5,
    },
    ViewType: {
      ACTIVE_ONLY: 1,
      DELETED_ONLY: 2,
      ALL: 3,
    },
  },
} as const satisfies Interface;
