import { expect, test } from 'vitest';
import { smallCard } from '../test/small-card.ts';
import { toCycloneDx } from './cyclonedx.ts';

const hash = (letter: string) => letter.repeat(64);

test('a card is a machine-learning model with its data, its packages and what was measured', () => {
  const bill = toCycloneDx(smallCard()) as Record<string, unknown>;
  expect(bill).toMatchObject({
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    version: 1,
    serialNumber: expect.stringMatching(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    ),
    components: [
      {
        type: 'data',
        'bom-ref': 'data:birds:test',
        name: 'birds',
        version: 'test',
        description: 'From an island.',
        licenses: [{ license: { id: 'CC0-1.0' } }],
        data: [
          {
            type: 'dataset',
            name: 'birds, test',
            contents: { properties: [{ name: 'rows', value: '100' }] },
          },
        ],
        properties: [{ name: 'modelfolio:digest', value: `sha256:${hash('d')}` }],
      },
      {
        type: 'library',
        'bom-ref': 'package:zod@4.6.7',
        name: 'zod',
        version: '4.6.7',
        purl: 'pkg:npm/zod@4.6.7',
      },
    ],
    dependencies: [
      { ref: 'model:small@1.2.0', dependsOn: ['data:birds:test', 'package:zod@4.6.7'] },
      { ref: 'data:birds:test' },
      { ref: 'package:zod@4.6.7' },
    ],
  });
  const { timestamp, tools, component } = bill['metadata'] as Record<string, unknown>;
  expect(timestamp).toBe('2026-01-02T03:04:05.678Z');
  expect(tools).toEqual({ components: [{ type: 'application', name: 'modelfolio', version: '0.1.0' }] });
  expect(component).toEqual({
    type: 'machine-learning-model',
    'bom-ref': 'model:small@1.2.0',
    name: 'A small model',
    version: '1.2.0',
    description: 'Right in 87.50 % of all cases, {{nothing}}.',
    authors: [{ name: 'Ada' }, { name: 'Grace' }],
    licenses: [{ license: { id: 'MIT' } }],
    hashes: [{ alg: 'SHA-256', content: hash('c') }],
    modelCard: {
      modelParameters: {
        approach: { type: 'supervised' },
        task: 'multiclass-classification',
        modelArchitecture: 'Tree',
        datasets: [{ ref: 'data:birds:test' }],
        inputs: [{ format: 'x: float32 [?, 2]' }],
        outputs: [{ format: 'p: float32 [?, 3]' }],
      },
      quantitativeAnalysis: {
        performanceMetrics: [
          { type: 'accuracy', value: '0.875', confidenceInterval: { lowerBound: '0.8', upperBound: '0.95' } },
          { type: 'logLoss', value: 'NaN' },
          {
            type: 'accuracy',
            value: '0.9',
            slice: 'island = Biscoe',
            confidenceInterval: { lowerBound: '0.8', upperBound: '0.95' },
          },
          { type: 'odd', value: 'Infinity', slice: 'island = Biscoe' },
        ],
      },
      considerations: {
        useCases: ['Intended use says 87.50 %.'],
        technicalLimitations: ['Caveats and recommendations says 87.50 %.', 'Factors says 87.50 %.'],
        ethicalConsiderations: [{ name: 'Ethical considerations says 87.50 %.' }],
      },
    },
    properties: [
      { name: 'modelfolio:id', value: 'small' },
      { name: 'modelfolio:run', value: 'r1' },
      { name: 'modelfolio:commit', value: 'c1' },
      { name: 'modelfolio:local-changes', value: 'false' },
      { name: 'modelfolio:command', value: 'npm run train' },
      { name: 'modelfolio:runtime', value: 'node 24.1.0' },
      { name: 'modelfolio:evaluated-with', value: 'onnxruntime 1.30' },
      { name: 'modelfolio:evaluated-rows', value: '100' },
      { name: 'modelfolio:file:model.onnx', value: `sha256:${hash('c')}` },
      { name: 'modelfolio:param:estimator', value: 'Tree' },
      { name: 'modelfolio:param:depth', value: '3' },
      { name: 'modelfolio:figure:validation', value: '0.9' },
    ],
  });
});

test('what is not known is left out', () => {
  const bare = smallCard((card) => {
    card.training = null;
    card.evaluation = null;
    card.manifest.evaluationSet = null;
    card.manifest.formats = [];
    card.figures = {};
  });
  const { metadata, components, dependencies } = toCycloneDx(bare) as {
    metadata: { component: Record<string, unknown> };
    components: unknown;
    dependencies: unknown;
  };
  expect(metadata).not.toHaveProperty('timestamp');
  expect(metadata.component).not.toHaveProperty('hashes');
  expect(metadata.component['modelCard']).not.toHaveProperty('modelParameters.modelArchitecture');
  expect(metadata.component['properties']).toEqual([{ name: 'modelfolio:id', value: 'small' }]);
  expect([components, dependencies]).toEqual([[], [{ ref: 'model:small@1.2.0', dependsOn: [] }]]);
});

test('the architecture is that of the params `estimator` or `model`; local changes may be unknown', () => {
  const found = (params: Record<string, string | null>, dirty: boolean | null = null) => {
    const card = smallCard(({ training }) => {
      if (!training) return;
      training.params = params;
      training.source.dirty = dirty;
    });
    return JSON.stringify(toCycloneDx(card));
  };
  expect(found({ model: 'cnn' })).toContain('"modelArchitecture":"cnn"');
  expect(found({ estimator: 'Tree', model: 'cnn' })).toContain('"modelArchitecture":"Tree"');
  expect(found({ estimator: null })).not.toContain('modelArchitecture');
  expect(found({})).not.toContain('local-changes');
  expect(found({}, true)).toContain('{"name":"modelfolio:local-changes","value":"true"}');
});
