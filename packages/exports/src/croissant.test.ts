import type { ModelCard } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { smallCard } from '../test/small-card.ts';
import { toCroissant } from './croissant.ts';

const hash = (letter: string) => letter.repeat(64);
const column = (name: string, dataType: string) => ({
  '@type': 'cr:Field',
  '@id': `rows/${name}`,
  name,
  dataType,
  source: { fileObject: { '@id': 'evaluation/test.csv' }, extract: { column: name } },
});

test('the evaluation set is a Dataset with its file and a field for each column', () => {
  const { '@context': context, ...rest } = toCroissant(smallCard()) as Record<string, unknown>;
  expect(rest).toEqual({
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: 'birds-test',
    description: 'The 100 rows that A small model was judged on. From an island.',
    license: 'https://spdx.org/licenses/CC0-1.0.html',
    url: 'urn:modelfolio:small:1.2.0',
    version: '1.2.0',
    datePublished: '2026-01-02',
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': 'evaluation/test.csv',
        name: 'evaluation/test.csv',
        contentUrl: 'evaluation/test.csv',
        contentSize: '34 B',
        encodingFormat: 'text/csv',
        sha256: hash('e'),
      },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'rows',
        name: 'rows',
        field: [
          column('bill_length_mm', 'sc:Float'),
          column('island', 'sc:Text'),
          column('species', 'sc:Text'),
        ],
      },
    ],
  });
  // Appendix 1 of the specification: every word is one of schema.org's, Croissant's or Dublin Core's.
  const words = context as Record<string, string | Record<string, string>>;
  const meanings = Object.entries(words).map(([word, meaning]) => [
    word,
    typeof meaning === 'string' ? meaning : (meaning['@id'] ?? ''),
  ]);
  const foreign = meanings.filter(
    ([, iri = '']) => !/^(?:cr|dct):\w+$|^https?:\/\/(?:schema|mlcommons|purl)\.org\//.test(iri),
  );
  expect(foreign).toEqual([['@language', 'en']]);
  expect(words).toMatchObject({
    conformsTo: 'dct:conformsTo',
    recordSet: 'cr:recordSet',
    dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
    data: { '@id': 'cr:data', '@type': '@json' },
    examples: { '@id': 'cr:examples', '@type': '@json' },
  });
});

test('address and files are told where they can be found', () => {
  const found = toCroissant(smallCard(), {
    address: 'https://example.org/small/',
    fileUrl: ({ path }) => `https://example.org/files/${path}`,
  });
  expect(found).toMatchObject({
    url: 'https://example.org/small/',
    distribution: [
      { '@id': 'evaluation/test.csv', contentUrl: 'https://example.org/files/evaluation/test.csv' },
    ],
  });
});

const withSet = (words: object) =>
  smallCard(({ manifest }) => Object.assign(manifest.evaluationSet as object, words));

test.each([
  ['parquet', 'application/x-parquet', true],
  ['npz', 'application/zip', false],
  ['other', 'application/octet-stream', false],
])('a set in %s is %s; only tables have fields', (format, mediaType, isTable) => {
  const found = toCroissant(withSet({ format }));
  expect(found).toMatchObject({ distribution: [{ encodingFormat: mediaType }] });
  expect(Object.hasOwn(found as object, 'recordSet')).toBe(isTable);
});

test('a set in parts is told part by part', () => {
  const file = (path: string) => ({ path, bytes: 1, sha256: hash('f') });
  const shards = ['0', '1'].map((part) => ({ images: file(`i${part}.gz`), labels: file(`l${part}.gz`) }));
  const { distribution } = toCroissant(withSet({ format: 'idx-gz', shards })) as {
    distribution: { name: string; encodingFormat: string }[];
  };
  expect(distribution.map(({ name }) => name)).toEqual(['i0.gz', 'l0.gz', 'i1.gz', 'l1.gz']);
  expect(new Set(distribution.map(({ encodingFormat }) => encodingFormat))).toEqual(
    new Set(['application/gzip']),
  );
});

test('a name holds letters, digits and hyphens only', () => {
  expect(toCroissant(withSet({ name: 'Birds & bees_2', split: 'hold out' }))).toMatchObject({
    name: 'Birds-bees-2-hold-out',
  });
});

test('targets are numbers, and a date is told only of a run that is known', () => {
  const card: ModelCard = smallCard(({ manifest: { output }, ...rest }) => {
    output.targets = [{ name: 'species', output: 'p', index: 0, unit: null }];
    if (rest.training) rest.training.startTime = null;
  });
  const found = toCroissant(card);
  expect(found).not.toHaveProperty('datePublished');
  expect(JSON.stringify(found)).toContain('"name":"species","dataType":"sc:Float"');
  const image = smallCard(({ manifest }) => (manifest.input = { kind: 'tensor' } as never));
  expect(JSON.stringify(toCroissant(image))).toContain('"name":"bill_length_mm","dataType":"sc:Text"');
});
