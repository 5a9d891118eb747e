import { modelCard, type Figure, type MetricNumber, type ModelCard } from '@modelfolio/schemas';
import penguins from '../../../content/models/palmer-penguins.json' with { type: 'json' };

const sha256 = (letter: string): string => letter.repeat(64);
const interval = { level: 0.95, lower: 0.8, upper: 0.95, method: 'wilson' as const };

const figure = (words: Partial<Figure> & Pick<Figure, 'label' | 'value'>): Figure => ({
  format: 'percent',
  unit: null,
  better: 'higher',
  interval: null,
  n: null,
  source: {
    file: 'models/small/evaluation.json',
    pointer: '/metrics/accuracy/value',
    sha256: sha256('a'),
    command: null,
  },
  ...words,
});

/** A card that says a little of everything, small enough to write down what becomes of it. */
export function smallCard(change: (card: ModelCard) => void = () => {}): ModelCard {
  const card = modelCard.parse(structuredClone(penguins));
  const { training, evaluation, manifest } = card;
  const set = manifest.evaluationSet;
  const [slice] = evaluation?.slices ?? [];
  const [format] = manifest.formats;
  if (!training || !evaluation || !set || !slice || !format) throw new Error('the card lacks a part');
  Object.assign(card, {
    id: 'small',
    version: '1.2.0',
    title: 'A small model',
    summary: 'Right in {{accuracy}} of all cases, {{nothing}}.',
    licence: 'MIT',
    authors: [{ name: 'Ada', url: 'https://example.org/ada' }, { name: 'Grace' }],
    contact: 'Write to Ada.',
    generator: 'modelfolio 0.1.0',
    candidates: [],
    reproduce: [{ title: 'Train', command: 'npm run train', note: null }],
    explanation: null,
  });
  card.figures = {
    accuracy: figure({ label: 'Test accuracy', value: 0.875, interval, n: 100 }),
    logLoss: figure({
      label: 'Log | loss',
      value: 'NaN',
      format: 'decimal',
      unit: 'nats',
      better: 'lower',
      n: 100,
    }),
    validation: figure({
      label: 'Validation',
      value: 0.9,
      source: {
        file: 'models/small/runs/r1.json',
        pointer: '/metrics/v/value',
        sha256: sha256('b'),
        command: null,
      },
    }),
    rows: figure({
      label: 'Rows',
      value: 100,
      format: 'integer',
      source: {
        file: 'models/small/evaluation.json',
        pointer: '/dataset/n',
        sha256: sha256('a'),
        command: null,
      },
    }),
  };
  const estimate = (value: MetricNumber, n: number) => ({ value, interval: null, n });
  evaluation.dataset.n = 100;
  evaluation.runtime = 'onnxruntime 1.30';
  evaluation.slices = [
    {
      ...slice,
      name: 'island = Biscoe',
      n: 40,
      metrics: {
        accuracy: { estimate: { ...estimate(0.9, 40), interval }, difference: null },
        macroF1: { estimate: estimate('NaN', 40), difference: null },
        odd: { estimate: estimate('Infinity', 40), difference: null },
      },
    },
    {
      ...slice,
      name: 'island = Dream',
      n: 1,
      metrics: { accuracy: { estimate: estimate('NaN', 1), difference: null } },
    },
  ] as unknown as typeof evaluation.slices;
  Object.assign(training, {
    runId: 'r1',
    startTime: '2026-01-02T03:04:05.678Z',
    params: { estimator: 'Tree', depth: 3, note: null },
    source: { repository: null, commit: 'c1', dirty: false, entryPoint: null, command: 'npm run train' },
    environment: { runtime: 'node 24.1.0', packages: { zod: '4.6.7' }, lockfileSha256: null, hardware: null },
  });
  manifest.formats = [{ ...format, files: [{ path: 'model.onnx', bytes: 12, sha256: sha256('c') }] }];
  manifest.inputs = [{ name: 'x', type: 'float32', shape: [null, 2] }];
  manifest.outputs = [{ name: 'p', type: 'float32', shape: [null, 3] }];
  Object.assign(set, {
    name: 'birds',
    split: 'test',
    rows: 100,
    digest: sha256('d'),
    licence: 'cc0-1.0',
    source: 'From an island.',
    file: { path: 'evaluation/test.csv', bytes: 34, sha256: sha256('e') },
    columns: ['bill_length_mm', 'island', 'species'],
  });
  for (const section of Object.values(card.sections)) {
    section.prose = `${section.title} says {{accuracy}}.`;
    section.facts = [];
  }
  card.sections.modelDetails.facts = [
    { ...penguins.sections.modelDetails.facts[0], name: 'Trained', value: 'in 2026' },
    { ...penguins.sections.modelDetails.facts[0], name: 'Hardware', value: null },
  ] as typeof card.sections.modelDetails.facts;
  change(card);
  return card;
}
