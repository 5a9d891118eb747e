import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { scalar, version } from '@modelfolio/runs/testing/event-files';
import { serverAnswers, storesFolder } from '@modelfolio/runs/testing/stores';
import { payloads } from './hostile-words.ts';

/** The payload of a number; the same number has the same. */
const payload = (number: number): string => payloads[number % payloads.length] ?? '';
/** Without what the name of a file cannot have. */
const inName = (number: number): string => payload(number).replaceAll(/[/\0]/g, '').slice(0, 80);

function write(path: string, words: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, words);
}

/** Puts payloads into every text that MLflow's tables let be any text; two runs become each other's parents. */
function hostileDatabase(folder: string): string {
  cpSync(join(storesFolder, 'mlflow-sqlite'), folder, { recursive: true });
  const file = join(folder, 'mlflow.db');
  const database = new DatabaseSync(file);
  database.function('payload', (number) => payload(Number(number)));
  database.exec(`
    UPDATE experiments SET name = payload(experiment_id) || experiment_id;
    UPDATE runs SET name = payload(rowid), source_name = payload(rowid + 1);
    UPDATE params SET key = payload(rowid) || rowid, value = payload(rowid + 1);
    UPDATE tags SET value = payload(rowid)
      WHERE key NOT IN ('mlflow.parentRunId', 'mlflow.loggedArtifacts');
    UPDATE tags SET key = payload(rowid) || rowid WHERE key NOT LIKE 'mlflow.%';
    UPDATE metrics SET key = payload(length(key)) || key;
    UPDATE latest_metrics SET key = payload(length(key)) || key;
    UPDATE datasets SET dataset_source = payload(rowid), name = payload(rowid) || rowid;
    UPDATE experiment_tags SET value = payload(rowid);
  `);
  const [one, other] = database.prepare('SELECT run_uuid AS id FROM runs LIMIT 2').all() as { id: string }[];
  const put = database.prepare(
    "INSERT OR REPLACE INTO tags (key, value, run_uuid) VALUES ('mlflow.parentRunId', ?, ?)",
  );
  if (one && other) {
    put.run(one.id, other.id);
    put.run(other.id, one.id);
  }
  database.close();
  return file;
}

function hostileFolders(folder: string): string {
  cpSync(join(storesFolder, 'mlflow-file-store'), folder, { recursive: true });
  const mlruns = join(folder, 'mlruns');
  let number = 0;
  for (const entry of readdirSync(mlruns, { recursive: true, withFileTypes: true })) {
    const kind = /\/[0-9a-f]{32}\/(params|tags)(?:$|\/)/.exec(`${entry.parentPath}/`)?.[1];
    if (!entry.isFile() || kind === undefined || /parentRunId|loggedArtifacts/.test(entry.name)) continue;
    writeFileSync(join(entry.parentPath, entry.name), payload(number++));
    write(join(entry.parentPath, inName(number++)), payload(number));
  }
  return mlruns;
}

function hostileEvents(folder: string): string {
  for (const number of payloads.keys())
    write(
      join(folder, inName(number), 'events.out.tfevents.1.x'),
      Buffer.concat([version, ...payloads.map((tag, step) => scalar(tag, step, step))]),
    );
  return folder;
}

function hostileDvc(folder: string): string {
  cpSync(join(storesFolder, 'dvc'), folder, { recursive: true });
  const numbers = Object.fromEntries(payloads.map((words, at) => [`${words}${at}`, at]));
  write(
    join(folder, 'dvclive/params.yaml'),
    stringify(Object.fromEntries(payloads.map((words) => [words, words]))),
  );
  write(join(folder, 'scores.json'), JSON.stringify(numbers));
  return folder;
}

function hostileCard(folder: string): string {
  const words = payloads.map((each) => each.replaceAll('\u0000', ''));
  const results = words.map((type) => ({
    task: { type, name: type },
    dataset: { name: type, type, split: type },
    metrics: [{ type, name: type, value: 0.5 }],
  }));
  const front = { license: words[0], tags: words, 'model-index': [{ name: words[1], results }] };
  write(join(folder, 'README.md'), `---\n${stringify(front)}---\n# ${words.join(' ')}\n`);
  return folder;
}

function hostileMetrics(folder: string): string {
  const columns = payloads.map((words) => `"${words.replaceAll('"', '""')}"`);
  const file = join(folder, `${inName(1)}.csv`);
  write(file, `step,${columns.join(',')}\n1,${payloads.map((_, at) => at).join(',')}\n`);
  return file;
}

/**
 * For every kind of store that is a file or a folder: writes one full of payloads into a new folder and tells what to
 * freeze.
 */
export const hostileStores: Readonly<Record<string, (folder: string) => string>> = {
  'MLflow database': hostileDatabase,
  'MLflow folder': hostileFolders,
  TensorBoard: hostileEvents,
  DVC: hostileDvc,
  'Hugging Face card': hostileCard,
  'table of metrics': hostileMetrics,
};

/** What MLflow's server answered once, with payloads in every text if that is asked for. */
export async function recordedServer(isHostile: boolean): Promise<{ url: string; server: Server }> {
  let number = 0;
  const change = (key: string, value: unknown): unknown => {
    const isText = /^(?:run_name|source_name|user_id|description|name)$/.test(key);
    if (isText && typeof value === 'string') return payload(number++);
    const { key: name, value: words } = (value ?? {}) as { key?: string; value?: unknown };
    const isTag = name !== undefined && typeof words === 'string' && !('timestamp' in Object(value));
    if (isTag && !name.startsWith('mlflow.parent')) return { key: name, value: payload(number++) };
    return value;
  };
  const answers = serverAnswers();
  const server = createServer((request, response) => {
    void text(request).then((asked) => {
      const found = answers[`${request.method} ${request.url} ${asked}`.trim()];
      const isJson = found?.type.includes('json') ?? false;
      const body =
        isHostile && found && isJson ? JSON.stringify(JSON.parse(found.body), change) : found?.body;
      return response.writeHead(found?.status ?? 404, { 'Content-Type': found?.type ?? '' }).end(body);
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
