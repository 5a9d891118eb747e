import { expect, test } from 'vitest';
import { smallCard } from '../test/small-card.ts';
import { licenceUrl, toJsonLd } from './json-ld.ts';

const hash = (letter: string) => letter.repeat(64);

test('a card is a SoftwareApplication with its metrics, data and files', () => {
  expect(toJsonLd(smallCard(), { address: 'https://example.org/small/' })).toEqual({
    '@context': { '@vocab': 'https://schema.org/' },
    '@id': 'https://example.org/small/',
    '@type': 'SoftwareApplication',
    applicationCategory: 'Machine-learning model',
    name: 'A small model',
    description: 'Right in 87.50 % of all cases, {{nothing}}.',
    softwareVersion: '1.2.0',
    license: 'https://spdx.org/licenses/MIT.html',
    author: [
      { '@type': 'Person', name: 'Ada', url: 'https://example.org/ada' },
      { '@type': 'Person', name: 'Grace' },
    ],
    dateCreated: '2026-01-02T03:04:05.678Z',
    isBasedOn: {
      '@type': 'Dataset',
      '@id': 'https://example.org/small/#evaluation-data',
      name: 'birds, test',
      description: '100 rows that the model was judged on. From an island.',
      license: 'https://spdx.org/licenses/CC0-1.0.html',
      identifier: `sha256:${hash('d')}`,
    },
    // NaN and infinities are no numbers of JSON: such metrics are left out.
    additionalProperty: [
      {
        '@type': 'PropertyValue',
        propertyID: 'accuracy',
        name: 'Test accuracy',
        value: 0.875,
        measurementTechnique: 'over 100 rows',
        minValue: 0.8,
        maxValue: 0.95,
      },
      {
        '@type': 'PropertyValue',
        propertyID: 'accuracy',
        name: 'Test accuracy, island = Biscoe',
        value: 0.9,
        measurementTechnique: 'over 40 rows',
        minValue: 0.8,
        maxValue: 0.95,
      },
    ],
    hasPart: [{ '@type': 'MediaObject', name: 'model.onnx', contentSize: '12 B', sha256: hash('c') }],
  });
});

test('without an address the model is named by id and version; what is not known is left out', () => {
  const found = toJsonLd(
    smallCard((card) => {
      card.training = null;
      card.manifest.evaluationSet = null;
    }),
  );
  expect(found).toMatchObject({ '@id': 'urn:modelfolio:small:1.2.0' });
  expect(found).not.toHaveProperty('dateCreated');
  expect(found).not.toHaveProperty('isBasedOn');
});

test('the slices are left out where that is asked for', () => {
  const names = (slices?: boolean) =>
    (
      toJsonLd(smallCard(), slices === undefined ? {} : { slices }) as {
        additionalProperty: { name: string }[];
      }
    ).additionalProperty.map(({ name }) => name);
  expect(names(false)).toEqual(['Test accuracy']);
  expect(names()).toEqual(names(true));
  expect(names()).toHaveLength(2);
});

test('a licence that SPDX does not know stays as it is written', () => {
  expect(licenceUrl(' apache-2.0 ')).toBe('https://spdx.org/licenses/Apache-2.0.html');
  expect(licenceUrl('Our own')).toBe('Our own');
});
