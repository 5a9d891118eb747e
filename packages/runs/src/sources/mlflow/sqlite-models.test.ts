import { expect, it } from 'vitest';
import { mlflowParent } from '../../../test/mlflow-parent.ts';

it('models have their status, step, params, tags and metrics', async () => {
  const { models } = await mlflowParent();
  expect(models).toEqual([
    expect.objectContaining({ modelId: 'm-f79f622cb11246a7a70508eab02f273e', status: 'READY', step: 0 }),
    {
      modelId: 'm-8b9979538f6a4ca5b9f8bbf1ec8bcd4c',
      name: 'unfinished',
      artifactLocation: '/elsewhere/artifacts/penguins/models/m-8b9979538f6a4ca5b9f8bbf1ec8bcd4c/artifacts',
      status: 'PENDING',
      step: null,
      params: [],
      tags: [
        ['mlflow.source.name', 'train.py'],
        ['mlflow.source.type', 'LOCAL'],
        ['mlflow.user', 'root'],
      ],
      metrics: [],
    },
  ]);
  expect(models[0]?.metrics).toContainEqual({
    key: 'accuracy',
    step: 3,
    timestamp: 1795441927991,
    value: 0.9,
    datasetName: 'penguins',
    datasetDigest: '80c927a0',
  });
  expect(models[0]?.params[0]?.[0]).toBe('C');
});

it('a model that was deleted is none; one that only an output names belongs to the run', async () => {
  const gone = await mlflowParent(
    "UPDATE logged_models SET lifecycle_stage = 'deleted' WHERE name = 'unfinished'",
  );
  expect(gone.run?.modelIds).toEqual(['m-f79f622cb11246a7a70508eab02f273e']);
  const elsewhere = await mlflowParent(
    'UPDATE logged_models SET source_run_id = NULL',
    'UPDATE inputs SET step = 7',
  );
  expect(elsewhere.models.map(({ name, step }) => [name, step])).toEqual([['classifier', 7]]);
  const noOutputs = await mlflowParent('DELETE FROM inputs');
  expect(noOutputs.models.map(({ step }) => step)).toEqual([null, null]);
  expect(noOutputs.datasets).toEqual([]);
});
