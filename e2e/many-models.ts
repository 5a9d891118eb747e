import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { modelCard, runRecord } from '@modelfolio/schemas';

const repository = resolve(import.meta.dirname, '..');
const originals = ['palmer-penguins', 'breast-cancer', 'penguin-size'];

/** What a project of many models is made of. */
export interface ManyModels {
  models: number;
  runsEach: number;
}

/**
 * Fills a folder with a project of many models: this repository's table models under other names, each with its card,
 * its files and runs of its own.
 */
export function writeManyModels(root: string, { models, runsEach }: ManyModels): void {
  for (let index = 0; index < models; index++) {
    const from = originals[index % originals.length] ?? '';
    const id = `model-${index}`;
    cpSync(join(repository, 'models', from), join(root, 'models', id), { recursive: true });
    rmSync(join(root, 'models', id, 'runs'), { recursive: true });
    writeRuns(join(repository, 'models', from, 'runs'), join(root, 'models', id, 'runs'), id, runsEach);
    writeCard(join(repository, `content/models/${from}.json`), root, from, id, index);
  }
}

function writeRuns(from: string, to: string, id: string, count: number): void {
  mkdirSync(to, { recursive: true });
  const records = readdirSync(from).map((name) =>
    runRecord.parse(JSON.parse(readFileSync(join(from, name), 'utf8'))),
  );
  for (let index = 0; index < count; index++) {
    const record = structuredClone(records[index % records.length]);
    if (!record) throw new Error(`${from} holds no runs`);
    const metrics = Object.entries(record.metrics).map(([name, metric]) => [
      name,
      {
        ...metric,
        value: typeof metric.value === 'number' ? metric.value * (1 + index / 1000) : metric.value,
      },
    ]);
    const run = {
      ...record,
      id: `${id}-${index}`,
      name: `run ${index}`,
      experiment: id,
      metrics: Object.fromEntries(metrics),
    };
    writeFileSync(join(to, `${run.id}.json`), JSON.stringify(run, null, 2));
  }
}

function writeCard(file: string, root: string, from: string, id: string, index: number): void {
  const text = readFileSync(file, 'utf8').replaceAll(`models/${from}/`, `models/${id}/`);
  const card = modelCard.parse(JSON.parse(text));
  card.id = id;
  card.manifest.id = id;
  card.title = `${card.title} ${index}`;
  if (card.evaluation) card.evaluation.modelId = id;
  // Its runs are others.
  card.downloads = card.downloads.filter(({ path }) => !path.includes('/runs/'));
  mkdirSync(join(root, 'content/models'), { recursive: true });
  writeFileSync(join(root, `content/models/${id}.json`), JSON.stringify(card, null, 2));
}
