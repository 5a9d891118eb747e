import { modelCard, type ModelCard } from '@modelfolio/schemas';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import penguins from '../../../content/models/palmer-penguins.json' with { type: 'json' };
import size from '../../../content/models/penguin-size.json' with { type: 'json' };
import { annexIv } from './annex-iv.ts';
import { toCroissant } from './croissant.ts';
import { toCycloneDx } from './cyclonedx.ts';
import { exportFormats } from './export-formats.ts';
import { toHuggingFaceCard } from './hugging-face.ts';
import { toJsonLd } from './json-ld.ts';

const card = (change: (card: ModelCard) => void = () => undefined): ModelCard => {
  const copy = modelCard.parse(structuredClone(penguins));
  change(copy);
  return copy;
};

interface FrontMatter {
  license: string;
  license_name?: string;
  pipeline_tag: string;
  'model-index': {
    name: string;
    results: {
      dataset: { config?: string; args: object };
      metrics: { type: string; value: unknown; args: object }[];
      source?: object;
    }[];
  }[];
}
const frontMatter = (text: string, version: '1.1' | '1.2' = '1.2'): FrontMatter =>
  parseDocument(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '', { version }).toJS() as FrontMatter;

describe('a Hugging Face card', () => {
  test('holds every metric with its interval, and each slice as a configuration of the data set', () => {
    const { 'model-index': index, pipeline_tag: task } = frontMatter(toHuggingFaceCard(card()));
    expect(index).toHaveLength(1);
    expect(task).toBe('tabular-classification');
    const [whole, ...slices] = index[0]?.results ?? [];
    expect(whole?.metrics[0]).toEqual({
      type: 'accuracy',
      name: 'Test accuracy',
      value: penguins.figures.accuracy.value,
      args: { n: 104, interval: penguins.figures.accuracy.interval },
    });
    expect(slices.map(({ dataset }) => dataset.config)).toContain('island = Biscoe');
    expect(slices).toHaveLength(penguins.evaluation.slices.length);
  });

  test('has a source only where there is an address: huggingface_hub fails on null', () => {
    expect(frontMatter(toHuggingFaceCard(card()))['model-index'][0]?.results[0]).not.toHaveProperty('source');
    const text = toHuggingFaceCard(card(), { address: 'https://example.org/models/x/' });
    expect(frontMatter(text)['model-index'][0]?.results[0]?.source).toEqual({
      name: 'Modelfolio card',
      url: 'https://example.org/models/x/',
    });
  });

  test('reads the same to readers of YAML 1.1, whatever the words are', () => {
    const text = toHuggingFaceCard(
      card((copy) => {
        copy.title = 'no';
        copy.licence = 'off: --- "yes"\n---\n';
      }),
    );
    for (const version of ['1.1', '1.2'] as const) {
      const { license, license_name: name, 'model-index': index } = frontMatter(text, version);
      expect([license, name, index[0]?.name]).toEqual(['other', 'off: --- "yes"\n---\n', 'no']);
    }
  });

  test('says numbers in the prose, and no placeholder is left', () => {
    expect(toHuggingFaceCard(card())).not.toMatch(/\{\{/);
  });
});

describe('a CycloneDX bill of materials', () => {
  test('declares what it refers to, and names licences by SPDX id only where there is one', () => {
    const text = JSON.stringify(toCycloneDx(card((copy) => (copy.licence = 'Our own'))));
    const refs = Array.from(text.matchAll(/"(?:ref|bom-ref)":"([^"]+)"/g), ([, ref]) => ref);
    const declared = new Set(Array.from(text.matchAll(/"bom-ref":"([^"]+)"/g), ([, ref]) => ref));
    expect(refs.filter((ref) => !declared.has(ref))).toEqual([]);
    expect(text).toContain('{"license":{"name":"Our own"}}');
    expect(text).toContain('{"license":{"id":"CC0-1.0"}}');
  });

  test('gives several licences as an expression', () => {
    for (const licence of [
      'MIT OR Apache-2.0',
      '(MIT AND CC-BY-4.0) OR GPL-2.0-only WITH GCC-exception-2.0',
    ]) {
      const text = JSON.stringify(toCycloneDx(card((copy) => (copy.licence = licence))));
      expect(text).toContain(`"licenses":[{"expression":"${licence}"}]`);
    }
    const words = JSON.stringify(toCycloneDx(card((copy) => (copy.licence = 'MIT OR whatever you like'))));
    expect(words).toContain('{"license":{"name":"MIT OR whatever you like"}}');
  });

  test('names packages by their URL where it is known which registry they come from', () => {
    const given = (runtime: string | null, packages: Record<string, string>): unknown => {
      const { components } = toCycloneDx(
        card((copy) => {
          if (copy.training) copy.training.environment = { ...copy.training.environment, runtime, packages };
        }),
      ) as { components: { type: string; purl?: string }[] };
      return components.filter(({ type }) => type === 'library').map(({ purl }) => purl);
    };
    expect(given('node 24.21.0', { '@tensorflow/tfjs': '4.22.0', zod: '4.6.7' })).toEqual([
      'pkg:npm/%40tensorflow/tfjs@4.22.0',
      'pkg:npm/zod@4.6.7',
    ]);
    expect(given('Python 3.12', { Scikit_Learn: '1.8.0', numpy: '>=2', torch: '2.9.0+cpu' })).toEqual([
      'pkg:pypi/scikit-learn@1.8.0',
      undefined,
      'pkg:pypi/torch@2.9.0%2Bcpu',
    ]);
    expect(given(null, { numpy: '2.4.0' })).toEqual([undefined]);
  });

  test('of the same card is the same, of another another', () => {
    expect(toCycloneDx(card())).toEqual(toCycloneDx(card()));
    const other = toCycloneDx(card((copy) => (copy.version = '2.0.0')));
    expect(other).not.toMatchObject({
      serialNumber: (toCycloneDx(card()) as { serialNumber: string }).serialNumber,
    });
  });
});

test('a card without evaluation, training and data is exported too', () => {
  const bare = card((copy) => {
    copy.evaluation = null;
    copy.training = null;
    copy.manifest.evaluationSet = null;
    copy.figures = {};
  });
  const written = exportFormats.map(({ name, write, applies }) => {
    const isNothing = write(bare, {}) === null;
    expect(applies(bare), name).toBe(!isNothing);
    return [name, isNothing];
  });
  expect(Object.fromEntries(written)).toEqual({
    'hugging-face': false,
    cyclonedx: false,
    'json-ld': false,
    croissant: true,
  });
  expect(annexIv(bare).flatMap(({ parts }) => parts.map(({ missing }) => missing))).toContain(
    'An evaluation.',
  );
});

test('numbers that are none stay out of JSON-LD and are text elsewhere', () => {
  const odd = card((copy) => {
    if (copy.figures['accuracy']) copy.figures['accuracy'].value = 'NaN';
  });
  expect(JSON.stringify(toJsonLd(odd))).not.toContain('"propertyID":"accuracy","name":"Test accuracy"');
  expect(frontMatter(toHuggingFaceCard(odd))['model-index'][0]?.results[0]?.metrics[0]?.value).toBe('NaN');
});

test('the questions about the model as a whole are in the Hugging Face card, and Annex IV points to them', () => {
  const readme = toHuggingFaceCard(card());
  expect(readme).toContain('## Bias and explanation');
  expect(readme).toContain('**What does it rely on most, and how much of the total?** Bill length');
  expect(readme).not.toContain('in every group of island');
  const anchors = (explained: ModelCard): string[] =>
    annexIv(explained).flatMap(({ parts }) =>
      parts.flatMap(({ covered }) => covered.map(({ anchor }) => anchor)),
    );
  expect(anchors(card()).filter((anchor) => anchor === 'bias-and-explanation')).toHaveLength(2);
  const without = card((copy) => (copy.explanation = null));
  expect(toHuggingFaceCard(without)).not.toContain('Bias and explanation');
  expect(anchors(without)).not.toContain('bias-and-explanation');
});

test('JSON-LD leaves the slices out where it is told to', () => {
  const words = (slices: boolean): string => JSON.stringify(toJsonLd(card(), { slices }));
  expect(words(true)).toContain('Test accuracy, island = Biscoe');
  expect(words(false)).not.toContain('island = Biscoe');
  expect(words(false)).toContain('"propertyID":"accuracy"');
});

test('Croissant names every column of the evaluation set, numbers as numbers', () => {
  const dataset = toCroissant(modelCard.parse(size)) as {
    recordSet: { field: { name: string; dataType: string }[] }[];
  };
  const types = Object.fromEntries(
    dataset.recordSet[0]?.field.map(({ name, dataType }) => [name, dataType]) ?? [],
  );
  expect(types).toMatchObject({ body_mass_g: 'sc:Float', species: 'sc:Text' });
});

test('Annex IV has nine points, and none says that anything is complied with', () => {
  const points = annexIv(card());
  expect(points.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(JSON.stringify(points)).not.toMatch(/compl(?:y|iant)/i);
});
