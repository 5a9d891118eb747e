import { join } from 'node:path';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { modelOutput } from '@modelfolio/schemas/run-record';
import { pairsOf, write, type Plants } from './plants.ts';

/** A record of ours, with plants in every text and every name of it. */
export function runRecords(root: string, plants: Plants): string {
  const { texts } = plants;
  const all = texts.join('\n');
  const pairs = Object.fromEntries(pairsOf(plants));
  const each = <Value>(make: (text: string) => Value): Record<string, Value> =>
    Object.fromEntries(texts.map((text) => [text, make(text)]));
  const run = bareRun({
    id: all,
    experiment: all,
    name: all,
    params: { ...pairs, ...each(() => 1) },
    metrics: each(() => ({ value: 0.5, step: null, timestamp: null })),
    histories: each(() => ({ steps: [0], values: [0.5], timestamps: null })),
    tags: { ...pairs, ...each((text) => text) },
    origin: { tracker: 'run-record', location: all, externalId: all },
  });
  const record = {
    ...run,
    parentRunId: all,
    datasets: texts.map((text) => ({ name: text, digest: text, role: text, source: text, rows: 1 })),
    models: [
      modelOutput.parse({ modelId: 'm', path: null, step: null, params: pairs, tags: pairs }),
      ...texts.map((text) => modelOutput.parse({ modelId: text, path: text, step: null, name: text })),
    ],
    source: { repository: all, commit: all, dirty: null, entryPoint: all, command: all },
    environment: {
      runtime: all,
      packages: each((text) => text),
      lockfileSha256: null,
      hardware: { cpu: all, cores: null, memoryBytes: null, accelerator: all, os: all },
    },
  };
  write(root, 'records/a.json', JSON.stringify(record));
  return join(root, 'records');
}
