import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantedSecrets, type Planted } from '@modelfolio/redaction/testing/planted-secrets';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { realEffects } from '../src/effects.ts';
import { siteProgram } from '../src/freeze/site-program.ts';
import { dvcProject } from './secrets/dvc-project.ts';
import { eventLog } from './secrets/event-log.ts';
import { huggingFaceCard } from './secrets/hugging-face-card.ts';
import { mlflowDatabase } from './secrets/mlflow-database.ts';
import { mlflowFolder } from './secrets/mlflow-folder.ts';
import { mlflowServer } from './secrets/mlflow-server.ts';
import type { Plants } from './secrets/plants.ts';
import { runRecords } from './secrets/run-records.ts';
import { modelfolio, modelfolioSteps, temporaryProject } from './temporary-project.ts';

/** A site is made in each: its pages may have to be compiled first. */
const timeout = 240_000;
const kinds = Object.values(plantedSecrets);
const core = fc
  .stringMatching(/^[0-9a-f]{16}$/)
  .filter((text) => /[a-f]/.test(text) && /\d/.test(text) && !/^\d+e\d+$/.test(text));
/** Every kind of secret, each with a core of its own. */
const everyKind = fc
  .uniqueArray(core, { minLength: kinds.length, maxLength: kinds.length })
  .map((cores) => kinds.map((plant, index) => plant(cores[index] ?? '')));

function plantsOf(planted: readonly Planted[]): Plants {
  const texts = planted.filter(({ name }) => name === undefined).map(({ text }) => text);
  const named = planted.flatMap(({ name, text }) => (name === undefined ? [] : [[name, text] as const]));
  return { texts, named: Object.fromEntries(named) };
}

/** Secrets that a text tells. */
function toldBy(text: string, planted: readonly Planted[]): string[] {
  const lower = text.toLowerCase();
  const tells = ({ needles }: Planted): boolean =>
    needles.some((needle) => lower.includes(needle.toLowerCase()));
  return planted.filter(tells).map((one) => one.text);
}

/** Secrets that a folder tells by names or content of files, with the file. */
function leaks(folder: string, planted: readonly Planted[]): string[] {
  return globSync(['**/*', '**/.*'], { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => {
      const told = toldBy(`${path.slice(folder.length)}\n${readFileSync(path, 'latin1')}`, planted);
      return told.map((text) => `${path}: ${text}`);
    });
}

it.each([
  ['MLflow’s database', mlflowDatabase],
  ['MLflow’s files', mlflowFolder],
  ['MLflow’s server', mlflowServer],
  ['DVC', dvcProject],
  ['TensorBoard', eventLog],
  ['Hugging Face', huggingFaceCard],
  ['our own records', runRecords],
])('a frozen store of %s tells no secret of any kind', { timeout }, async (_, make) => {
  await fc.assert(
    fc.asyncProperty(everyKind, async (planted) => {
      const root = temporaryProject();
      const store = await make(root, plantsOf(planted));
      const { code, out, err } = await modelfolio(root, ['freeze', store, '-o', 'frozen', '--json']);
      expect([code, err[0]]).toEqual([0, expect.stringMatching(/^taken out: /)]);
      expect(toldBy([...out, ...err].join('\n'), planted)).toEqual([]);
      expect(leaks(join(root, 'frozen'), planted)).toEqual([]);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});

it.each([
  ['our own records', runRecords],
  ['MLflow’s server', mlflowServer],
])('a project of %s tells none by its records, cards, exports and site', { timeout }, async (_, make) => {
  await fc.assert(
    fc.asyncProperty(everyKind, async (planted) => {
      const root = temporaryProject('tiny');
      const store = await make(temporaryProject(), plantsOf(planted));
      const steps = [
        ['ingest', store, '--model', 'tiny'],
        ['evaluate'],
        ['build'],
        ['export', 'tiny', '--format', 'all', '--output', 'exported'],
      ];
      for (const { code, err } of await modelfolioSteps(root, steps)) expect([code, err]).toEqual([0, err]);
      const dist = join(root, 'dist');
      const program = [siteProgram(), 'build', '--root', root, '--out', dist];
      const { code, stderr } = await realEffects().runProcess(process.execPath, program, root);
      expect([code, stderr.toString()]).toEqual([0, expect.anything()]);
      for (const folder of ['models', 'content', 'exported', 'dist'])
        expect(leaks(join(root, folder), planted)).toEqual([]);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
