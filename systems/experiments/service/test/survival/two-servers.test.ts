import { describe, expect, it } from 'vitest';
import { ask, damageOf, need, newRun, survivalTrial, type Answered } from './survival-trial.ts';

const { at, start } = survivalTrial();

describe('two servers on one file', () => {
  it('make a store together that is not there yet', async () => {
    const both = await Promise.all([start(), start()]);
    for (const { url } of both)
      expect((await need(url, 'experiments/get?experiment_id=0')).experiment.name).toBe('Default');
    expect(damageOf(at('mlflow.db'))).toEqual([]);
  });

  it('lose nothing of what either has acknowledged', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const run = await newRun(one.url);
    const kept: number[] = [];
    await Promise.all(
      [one.url, other.url, one.url, other.url].map(async (url, client) => {
        for (let number = 0; number < 50; number += 1) {
          const step = client * 1000 + number;
          await need(url, 'runs/log-batch', {
            run_id: run,
            metrics: [{ key: 'loss', value: step, timestamp: step, step }],
            params: [{ key: `p${step}`, value: 'v' }],
          });
          kept.push(step);
        }
      }),
    );
    for (const { url } of [one, other]) {
      const { metrics } = await need(url, `metrics/get-history?run_id=${run}&metric_key=loss`);
      const steps = metrics.map(({ step }: { step: number }) => step);
      expect(steps.toSorted((a: number, b: number) => a - b)).toEqual(kept.toSorted((a, b) => a - b));
      const { data } = (await need(url, `runs/get?run_id=${run}`)).run;
      expect(data.params).toHaveLength(200);
      // The latest is that of the largest step, whoever wrote last.
      expect(data.metrics).toEqual([expect.objectContaining({ key: 'loss', value: 3049, step: 3049 })]);
    }
    expect(damageOf(at('mlflow.db'))).toEqual([]);
  });

  it('give a name, a param and a number of a version once', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const urls = [one.url, other.url, one.url, other.url];
    const codes = (answers: readonly Answered[]): string[] =>
      answers.map(({ json }) => String(json.error_code ?? 'made')).toSorted();
    const named = await Promise.all(urls.map((url) => ask(url, 'experiments/create', { name: 'same' })));
    expect(codes(named)).toEqual([
      'RESOURCE_ALREADY_EXISTS',
      'RESOURCE_ALREADY_EXISTS',
      'RESOURCE_ALREADY_EXISTS',
      'made',
    ]);
    const run = await newRun(one.url);
    const params = await Promise.all(
      urls.map((url, client) =>
        ask(url, 'runs/log-parameter', { run_id: run, key: 'rate', value: String(client) }),
      ),
    );
    expect(codes(params)).toEqual([
      'INVALID_PARAMETER_VALUE',
      'INVALID_PARAMETER_VALUE',
      'INVALID_PARAMETER_VALUE',
      'made',
    ]);
    await need(one.url, 'registered-models/create', { name: 'birds' });
    const versions = await Promise.all(
      urls.map((url) => need(url, 'model-versions/create', { name: 'birds', source: 's3://models/birds' })),
    );
    expect(versions.map(({ model_version }) => String(model_version.version)).toSorted()).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
  });
});
