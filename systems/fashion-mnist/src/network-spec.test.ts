import { expect, it } from 'vitest';
import { candidates } from './candidates.ts';
import { foldNetwork } from './folded-network.ts';
import { createNetwork } from './network.ts';
import { openBackend } from '@modelfolio/training/backend';
import { countParameters, describeNetwork } from './network-spec.ts';

it.each(Object.values(candidates))(
  'counts what the $candidate candidate really holds',
  async ({ layers }) => {
    const { operations } = await openBackend('cpu');
    const network = createNetwork(operations, layers, 1);
    const arrays = [...network.parameters, ...network.statistics];
    const weights = new Map(arrays.map(({ name, variable }) => [name, variable.dataSync<'float32'>()]));
    const size = (list: { variable: { size: number } }[]): number =>
      list.reduce((sum, { variable }) => sum + variable.size, 0);
    const exported = foldNetwork(layers, weights).reduce(
      (sum, layer) => sum + ('kernel' in layer ? layer.kernel.length + layer.bias.length : 0),
      0,
    );
    expect(countParameters(layers)).toEqual({
      trained: size(network.parameters),
      statistics: size(network.statistics),
      exported,
    });
    network.dispose();
  },
);

it('keeps every candidate below 100,000 parameters, counted while training', () => {
  for (const { layers } of Object.values(candidates)) {
    const { trained, statistics } = countParameters(layers);
    expect(trained + statistics).toBeLessThan(100_000);
  }
});

it('describes a network in one line', () => {
  expect(describeNetwork(candidates.cnn.layers)).toBe(
    'conv 3×3 32, pool, conv 3×3 40, conv 3×3 48, pool, conv 3×3 64, conv 3×3 64, global average, dense 10',
  );
});
