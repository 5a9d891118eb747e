import { expect, test } from 'vitest';
import { logitsTopology } from './logits-topology.ts';

const topology = (...layers: object[]) => ({ class_name: 'Sequential', config: { name: 'm', layers } });

test('the last activation becomes linear, and the topology given stays', () => {
  const given = topology({ class_name: 'Dense', config: { name: 'd', units: 3, activation: 'softmax' } });
  expect(logitsTopology(given)).toEqual(
    topology({ class_name: 'Dense', config: { name: 'd', units: 3, activation: 'linear' } }),
  );
  expect(given.config.layers[0]).toMatchObject({ config: { activation: 'softmax' } });
});

test('a softmax layer becomes one that does nothing', () => {
  expect(logitsTopology(topology({ class_name: 'Softmax', config: { name: 's', axis: -1 } }))).toEqual(
    topology({ class_name: 'Activation', config: { name: 's', activation: 'linear' } }),
  );
});

test('Keras’s model_config and a bare list of layers are read too', () => {
  const dense = { class_name: 'Dense', config: { activation: 'sigmoid' } };
  expect(logitsTopology({ model_config: { config: [dense] } })).toEqual({
    model_config: { config: [{ class_name: 'Dense', config: { activation: 'linear' } }] },
  });
});

test.each([
  [
    topology({ class_name: 'Dense', config: { activation: 'linear' } }),
    /ends in Dense with linear, expected softmax/,
  ],
  [topology(), /ends in no layer/],
])('another end is refused', (given, message) => {
  expect(() => logitsTopology(given)).toThrow(message);
});
