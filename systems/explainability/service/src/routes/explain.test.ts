import { shapleyValues, singleColumns } from '@modelfolio/explainability';
import { beforeAll, describe, expect, it } from 'vitest';
import { knownRow } from '../../test/known-row.ts';
import { serviceForTests } from '../../test/service.ts';
import { conditionOf } from '../explainers/lime-explainer.ts';
import { backgroundRows } from '../models/known-rows.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import { explainAnswer, type ExplanationAnswer } from '../requests/explain.ts';

let service: Awaited<ReturnType<typeof serviceForTests>>;
let census: LoadedModel;
beforeAll(async () => {
  service = await serviceForTests();
  const model = service.models.get('census-income');
  if (!model) throw new Error('no model');
  census = model;
});

async function explained(id: string, body: object): Promise<ExplanationAnswer[]> {
  const { status, json } = await service.send(`/v1/models/${id}/explain`, body);
  expect({ status, detail: json.detail }).toEqual({ status: 200, detail: undefined });
  return explainAnswer.parse(json).explanations;
}

function attributionOf(answer: ExplanationAnswer | undefined) {
  if (!answer || answer.method === 'lime') throw new Error('no attribution');
  return answer;
}

describe('an explanation', () => {
  it('is exact where the file has trees: as all coalitions of the log-odds give it', async () => {
    const row = knownRow(census, 5);
    const found = attributionOf(
      (await explained('census-income', { rows: [row], background: 10, seed: 3 }))[0],
    );
    expect(found).toMatchObject({ method: 'tree', unit: 'log-odds', output: '>50K', because: null });
    const own = census.ask();
    const output = own.output(1);
    const codes = Float64Array.from(census.columns, ({ name }, at) => own.code.code(at, row[name] ?? null));
    const truth = await shapleyValues(
      async (rows) => (await output(rows)).map((share) => Math.log(share / (1 - share))),
      codes,
      backgroundRows(census, 10, 3),
      singleColumns(12),
    );
    expect(found.features.map(({ feature }) => feature)).toEqual(census.columns.map(({ name }) => name));
    // The runtime's probabilities are of single precision: 6e-8 of 1 is 1e-5 of log-odds at 0.5 %.
    found.features.forEach(({ value, standardError }, at) => {
      expect(value).toBeCloseTo(truth.values[at] ?? Number.NaN, 4);
      expect(standardError).toBeNull();
    });
  });

  it('is the same when the model is only asked, in probabilities', async () => {
    const rows = [knownRow(census, 8)];
    const [asked] = await explained('census-income', { rows, method: 'kernel', background: 10 });
    const found = attributionOf(asked);
    expect(found).toMatchObject({ method: 'enumeration', unit: 'probability', because: null });
    const sum = found.features.reduce((total, { value }) => total + value, found.base);
    expect(sum).toBeCloseTo(found.prediction, 9);
    expect(found.evaluations).toBeGreaterThan(100);
  });

  it('is sampled where there are many columns, with an error that shrinks as it is asked to', async () => {
    const model = service.models.get('breast-cancer');
    if (!model) throw new Error('no model');
    const rows = [knownRow(model, 4)];
    const worst = async (targetError: number) => {
      const body = { rows, method: 'kernel', background: 5, targetError };
      const found = attributionOf((await explained('breast-cancer', body))[0]);
      expect(found.method).toBe('kernel');
      return {
        error: Math.max(...found.features.map(({ standardError }) => standardError ?? Number.NaN)),
        evaluations: found.evaluations,
      };
    };
    const [rough, fine] = [await worst(1), await worst(0.05)];
    expect(fine.error).toBeLessThan(rough.error);
    expect(fine.evaluations).toBeGreaterThan(rough.evaluations);
  });

  it('is the same for the same seed, row by row as all at once', async () => {
    const rows = [0, 1, 2].map((row) => knownRow(census, row));
    const body = { background: 20, seed: 11 };
    const together = await explained('census-income', { ...body, rows });
    const apart = await Promise.all(rows.map((row) => explained('census-income', { ...body, rows: [row] })));
    expect(apart.flat()).toEqual(together);
    const otherSeed = await explained('census-income', { ...body, seed: 12, rows });
    expect(otherSeed).not.toEqual(together);
  });

  it('is of the predicted class where there are several, or of the named one', async () => {
    const model = service.models.get('palmer-penguins');
    if (!model) throw new Error('no model');
    const rows = [0, 3, 40].map((row) => knownRow(model, row));
    const { json } = await service.send('/v1/models/palmer-penguins/predict', { rows });
    const answers = await explained('palmer-penguins', { rows });
    expect(answers.map(({ output }) => output)).toEqual(
      json.predictions.map((each: { class: string }) => each.class),
    );
    const named = await explained('palmer-penguins', { rows, output: 'Adelie' });
    expect(named.map(({ output }) => output)).toEqual(['Adelie', 'Adelie', 'Adelie']);
  });

  it('by trees is refused in words where there are none', async () => {
    const model = service.models.get('penguin-size');
    if (!model) throw new Error('no model');
    const { status, json } = await service.send('/v1/models/penguin-size/explain', {
      rows: [knownRow(model, 0)],
      method: 'tree',
    });
    expect({ status, code: json.code, detail: json.detail }).toEqual({
      status: 422,
      code: 'not-explainable',
      detail:
        'penguin-size: no trees to explain exactly. Its file holds weights, no trees. (take the method auto)',
    });
    expect(
      (await explained('census-income', { rows: [knownRow(census, 0)], method: 'tree' }))[0],
    ).toMatchObject({
      method: 'tree',
    });
  });

  it('by LIME says how far it may be believed', async () => {
    const body = { rows: [knownRow(census, 0)], method: 'lime', limeSeeds: 3 };
    const [found] = await explained('census-income', body);
    if (found?.method !== 'lime') throw new Error('no LIME');
    expect(found.seeds).toBe(3);
    expect(found.score).toBeGreaterThan(0);
    expect(found.features).toHaveLength(10);
    expect(found.features.map(({ condition }) => condition)).toContain('capital_gain ≤ 0');
    for (const { deviation, selected } of found.features) {
      expect(deviation).toBeGreaterThanOrEqual(0);
      expect(selected).toBeGreaterThan(0);
    }
    expect(await explained('census-income', body)).toEqual([found]);
  });

  it.each([
    [{ rows: [] }, 'rows: expected at least 1 entries, received an array of 0'],
    [
      { rows: Array.from({ length: 101 }, () => ({})) },
      'rows: expected at most 100 entries, received an array of 101',
    ],
    [{ background: 1001 }, 'background: expected at most 1000, received 1001'],
    [{ background: 0 }, 'background: expected at least 1, received 0'],
    [{ method: 'shap' }, 'method: expected one of "auto", "tree", "kernel", "lime", received "shap"'],
    [{ targetError: 2 }, 'targetError: expected at most 1, received 2'],
    [{ seed: -1 }, 'seed: expected at least 0, received -1'],
    [{ output: 'rich' }, 'output: expected one of <=50K, >50K'],
  ])('of %j is refused', async (changes, detail) => {
    const { status, json } = await service.send('/v1/models/census-income/explain', {
      rows: [knownRow(census, 0)],
      ...changes,
    });
    expect({ status, detail: json.detail }).toEqual({ status: 422, detail });
  });
});

it('says which bin a value is in', () => {
  const statistics = { kind: 'number', edges: [1, 2] } as never;
  const column = { name: 'x', kind: 'number', categories: [] } as const;
  expect([0, 1, 1.5, 2, 3, Number.NaN].map((value) => conditionOf(column, statistics, value))).toEqual([
    'x ≤ 1',
    'x ≤ 1',
    '1 < x ≤ 2',
    '1 < x ≤ 2',
    '2 < x',
    'x is missing',
  ]);
  const words = { name: 'job', kind: 'category', categories: ['cook', 'smith'] } as const;
  expect(conditionOf(words, { kind: 'category' } as never, 1)).toBe('job = smith');
  expect(conditionOf({ name: 'is', kind: 'truth', categories: [] }, { kind: 'category' } as never, 0)).toBe(
    'is = false',
  );
});
