import { beforeAll, describe, expect, it } from 'vitest';
import { knownRow } from '../../test/known-row.ts';
import { serviceForTests } from '../../test/service.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import { dependenceAnswer } from '../requests/partial-dependence.ts';

let service: Awaited<ReturnType<typeof serviceForTests>>;
let model: LoadedModel;
beforeAll(async () => {
  service = await serviceForTests();
  const found = service.models.get('penguin-size');
  if (!found) throw new Error('no model');
  model = found;
});

const path = '/v1/models/penguin-size/partial-dependence';

describe('partial dependence', () => {
  it.each(['bill_length_mm', 'species'])(
    'of %s is the mean prediction with the column held',
    async (name) => {
      const rows = model.rows?.rows ?? 0;
      const body = { columns: [name], background: rows, curves: 4, resolution: 8 };
      const answer = dependenceAnswer.parse((await service.send(path, body)).json);
      expect(answer.points).toHaveLength(name === 'species' ? 3 : 8);
      expect(answer.curves).toHaveLength(4);
      // Held by hand, through the address for predictions.
      for (const { at, average } of answer.points) {
        const held = Array.from({ length: rows }, (_, row) => ({ ...knownRow(model, row), ...at }));
        const { json } = await service.send('/v1/models/penguin-size/predict', { rows: held });
        const values: number[] = json.predictions.map(
          (each: { values: Record<string, number> }) => each.values['body_mass_g'],
        );
        expect(average).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / rows, 6);
      }
      const counted = answer.points.reduce((sum, each) => sum + each.rows, 0);
      expect(counted).toBeGreaterThan(0.85 * rows);
      expect(counted).toBeLessThanOrEqual(rows);
    },
  );

  it('of several columns goes over the combinations that occur', async () => {
    const answer = dependenceAnswer.parse((await service.send(path, { columns: ['species', 'sex'] })).json);
    expect(Object.keys(answer.points[0]?.at ?? {})).toEqual(['species', 'sex']);
    expect(answer.points.length).toBeGreaterThan(5);
  });

  it('of one of several classes has to name it', async () => {
    const { json } = await service.send('/v1/models/palmer-penguins/partial-dependence', {
      columns: ['sex'],
    });
    expect(json.detail).toBe('output: expected one of Adelie, Chinstrap, Gentoo, received nothing');
    const named = await service.send('/v1/models/palmer-penguins/partial-dependence', {
      columns: ['sex'],
      output: 'Gentoo',
    });
    expect(dependenceAnswer.parse(named.json).output).toBe('Gentoo');
  });

  it('refuses columns that are not there', async () => {
    const { status, json } = await service.send(path, { columns: ['bill'] });
    expect(status).toBe(422);
    expect(json.detail).toMatch(/^columns: expected one of the model's columns: species, sex/);
  });
});
