import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelExamples } from '@modelfolio/schemas';
import type { Tensor } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import { beforeAll, expect, it } from 'vitest';
import { modelsFolder, serviceForTests } from '../../test/service.ts';
import { predictAnswer } from '../requests/predict.ts';

let service: Awaited<ReturnType<typeof serviceForTests>>;
beforeAll(async () => {
  service = await serviceForTests();
});

it('says of rows what the graph itself says of them', async () => {
  const folder = join(modelsFolder, 'census-income');
  const examples = modelExamples.parse(JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8')));
  const rows = examples.rows.map(({ values }) =>
    Object.fromEntries(examples.columns.map((name, at) => [name, values[at] ?? null])),
  );
  const { json } = await service.send('/v1/models/census-income/predict', { rows });
  const { predictions } = predictAnswer.parse(json);

  const session = await openSession(readFileSync(join(folder, 'model.onnx')));
  const feeds = examples.columns.map((name, at): [string, Tensor] => {
    const cells = examples.rows.map(({ values }) => values[at] ?? '');
    const isNumber = cells.every((cell) => typeof cell === 'number');
    return [
      name,
      isNumber
        ? { type: 'float64', data: Float64Array.from(cells), shape: [cells.length, 1] }
        : { type: 'string', data: cells.map(String), shape: [cells.length, 1] },
    ];
  });
  const { label, probabilities } = await session.run(Object.fromEntries(feeds));
  await session.close();
  const shares = probabilities?.data as Float32Array;
  expect(predictions).toEqual(
    Array.from(label?.data as unknown as string[], (name, row) => ({
      class: name,
      probabilities: { '<=50K': shares[2 * row], '>50K': shares[2 * row + 1] },
    })),
  );
});

it('takes what is missing where the model may do without', async () => {
  const row = {
    island: 'Biscoe',
    bill_length_mm: null,
    bill_depth_mm: null,
    flipper_length_mm: null,
    body_mass_g: null,
    sex: null,
  };
  const { status, json } = await service.send('/v1/models/palmer-penguins/predict', { rows: [row] });
  expect(status).toBe(200);
  const [found] = predictAnswer.parse(json).predictions;
  if (!found || !('probabilities' in found)) throw new Error('no classes');
  expect(Object.values(found.probabilities).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
});

it('forgets the texts of a request with it', async () => {
  const model = service.models.get('census-income');
  if (!model) throw new Error('no model');
  const before = model.ask().code.columns.map(({ categories }) => categories.length);
  const own = model.ask().code;
  own.code(1, 'a text that nobody has seen');
  expect(own.columns[1]?.categories).toHaveLength((before[1] ?? 0) + 1);
  expect(model.ask().code.columns.map(({ categories }) => categories.length)).toEqual(before);
});
