import type { RunRecord } from '@modelfolio/schemas';
import { modelOutput } from '@modelfolio/schemas/run-record';

/** Ways to plant a text into a run: every field that holds one, and every name that a stranger chose. */
export const runFields: Readonly<Record<string, (run: RunRecord, text: string, name: string) => void>> = {
  id: (run, text) => (run.id = text),
  experiment: (run, text) => (run.experiment = text),
  name: (run, text) => (run.name = text),
  parentRunId: (run, text) => (run.parentRunId = text),
  params: (run, text, name) => (run.params[name] = text),
  'name of a param': (run, text) => (run.params[text] = 1),
  'name of a metric': (run, text) => {
    run.metrics[text] = { value: 1, step: 0, timestamp: null };
    run.histories[text] = { steps: [0], values: [1], timestamps: null };
  },
  tags: (run, text, name) => (run.tags[name] = text),
  'name of a tag': (run, text) => (run.tags[text] = 'x'),
  datasets: (run, text) => run.datasets.push({ name: text, digest: text, role: text, source: text, rows: 1 }),
  // The schema wants one that is relative, with forward slashes.
  artifacts: (run, text) => {
    run.artifacts.push({
      path: `files/${text.replace(/^\/+/, '')}`.replaceAll('..', '.'),
      bytes: 1,
      sha256: 'a'.repeat(64),
    });
  },
  'params and tags of a model': (run, text, name) => {
    run.models.push(
      modelOutput.parse({
        modelId: 'm',
        path: null,
        step: 0,
        params: { [name]: text },
        tags: { [name]: text },
      }),
    );
  },
  models: (run, text) =>
    run.models.push({
      modelId: text,
      path: text,
      step: 0,
      name: text,
      status: text,
      params: {},
      tags: {},
      metrics: [{ key: text, value: 1, step: 0, timestamp: 0, dataset: { name: text, digest: text } }],
      registrations: [{ name: text, version: text, stage: text, aliases: [text] }],
    }),
  source: (run, text) =>
    (run.source = { repository: text, commit: text, dirty: null, entryPoint: text, command: text }),
  environment: (run, text, name) =>
    (run.environment = {
      runtime: text,
      packages: { [name]: text },
      lockfileSha256: text,
      hardware: { cpu: text, cores: 1, memoryBytes: 1, accelerator: text, os: text },
    }),
  origin: (run, text) => (run.origin = { tracker: 'x', location: text, externalId: text }),
};
