// The part of npm run test:containers that runs in namespaces of its own: see seal.ts.
import {
  copyFileSync,
  chownSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '@modelfolio/failures';
import type { ContainerSecret, ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { baseOf, ensureBase } from './base-image.ts';
import { buildImage } from './build-image.ts';
import { commandsUntil } from './commands.ts';
import { defaultBaseOf, findContainerFiles, type ContainerFile } from './container-files.ts';
import { imageFaults } from './image-faults.ts';
import { readImage } from './image-facts.ts';
import { mountOwn } from './mount-own.ts';
import { neededPackages, type LockFile } from './needed-packages.ts';
import { npmrcOf, secretsOf, type NpmAccess } from './npm-access.ts';
import { placesIn } from './places.ts';
import { ensurePostgres } from './postgres-image.ts';
import { removeAll } from './remove-all.ts';
import { tryCompose } from './try-compose.ts';
import { tryImage, type TrialPlace } from './try-image.ts';

const root = resolve(import.meta.dirname, '../..');
const places = placesIn(process.env);
const { only, npm, compose } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  only: string;
  npm: NpmAccess;
  compose: string;
};

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
// The end of standard input: whoever started this is to end, or has ended.
process.stdin.on('end', () => stop.abort()).resume();
const { signal } = stop;
const commands = commandsUntil(signal);
const online = commandsUntil(signal, { online: true });

let began = performance.now();
/** Tells what has been done, and how long it took. */
function tell(done: string): void {
  const now = performance.now();
  process.stdout.write(`${((now - began) / 1000).toFixed(1).padStart(7)} s  ${done}\n`);
  began = now;
}

/** Files that only the container's user reads, as an orchestrator mounts secrets. */
async function secretsOfTrial(
  trial: ContainerTrial,
  folder: string,
): Promise<Record<string, ContainerSecret>> {
  const made = Object.entries((await trial.secrets?.(folder)) ?? {});
  return Object.fromEntries(
    made.map(([name, { file, variable }]) => {
      const copy = join(folder, `of-container-${name}`);
      copyFileSync(file, copy);
      chmodSync(copy, 0o400);
      chownSync(copy, 1000, 1000);
      return [name, { file: copy, variable }];
    }),
  );
}

async function tryFile(file: ContainerFile, npmrc: string): Promise<void> {
  process.stdout.write(`── ${file.path}\n`);
  const { default: trial } = (await import(join(root, file.trial))) as { default: ContainerTrial };
  const made = { local: commands, online, folder: join(places.temporary, 'base'), node: process.execPath };
  const base = await ensureBase(baseOf(defaultBaseOf(root, file)), made);
  tell(`base: ${base}`);
  const image = await buildImage(file, { name: trial.name, base, root, npm, npmrc, online });
  tell(`built: ${image}`);
  const facts = await readImage(image, base, commands);
  const faults = imageFaults(facts, {
    maxBytes: trial.image.megabytes * 1e6,
    maxLayers: trial.image.layers,
    needed: neededPackages(
      JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile,
      file.workspace,
    ),
    data: trial.data,
    secrets: secretsOf(npm.userSettings),
  });
  if (faults.length > 0) throw new Failure('container', faults.slice(0, 20).join('; '), { file: file.path });
  tell(`holds what it needs: ${(facts.bytes / 1e6).toFixed(0)} MB in ${facts.layers} layers on its base`);
  const secretsFolder = mkdtempSync(join(places.temporary, 'secrets-'));
  const secrets = await secretsOfTrial(trial, secretsFolder);
  const place: TrialPlace = { image, secrets, secretsFolder, commands, signal, tell };
  await tryImage(trial, place);
  await removeAll();
  if (file.compose === null) return;
  const companions: Record<string, string> = {};
  for (const variable of Object.keys(trial.companions ?? {})) {
    companions[variable] = await ensurePostgres(baseOf(defaultBaseOf(root, file)), made);
    tell(`PostgreSQL: ${companions[variable]}`);
  }
  await tryCompose(trial, { ...place, file: join(root, file.compose), compose, companions });
}

async function main(): Promise<void> {
  mountOwn(places.run);
  mkdirSync(join(places.store, 'networks'), { recursive: true });
  await removeAll();
  // What was made weeks ago is made anew: so the base gets Debian's corrections.
  await commands.attempt('podman', ['image', 'prune', '--all', '--force', '--filter', 'until=336h']);
  const npmrc = join(places.temporary, 'npmrc');
  writeFileSync(npmrc, npmrcOf(npm), { mode: 0o600 });
  for (const file of findContainerFiles(root).filter(({ path }) => path.includes(only)))
    await tryFile(file, npmrc);
}

try {
  await main();
} catch (error) {
  if (!signal.aborted)
    process.stderr.write(
      `containers: ${error instanceof Failure ? error.message : ((error as Error).stack ?? error)}\n`,
    );
  process.exitCode = signal.aborted ? 130 : 1;
}
await removeAll();
// What is left of asking, e.g. connections that are kept, is not waited for.
process.exit();
