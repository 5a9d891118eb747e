// Every kind of store, frozen and opened: those that the tools have written, and the same full of script and HTML.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { storesFolder } from '@modelfolio/runs/testing/stores';
import type { Page } from '@playwright/test';
import { dismissedDialogs } from '../dismissed-dialogs.ts';
import { axeViolations } from '../axe-violations.ts';
import { hostileStores, recordedServer } from '../hostile-stores.ts';
import { hostileFaults } from '../hostile-words.ts';
import { servePlainly } from '../plain-server.ts';
import { expect, test } from '../quiet-test.ts';

const program = resolve(import.meta.dirname, '../../generator/bin/modelfolio.ts');
let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frozen-stores-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Freezes a store and serves the site. Not waited for in one piece: the store may be served by this very process. */
async function frozen(store: string, name: string) {
  const output = join(folder, 'sites', name);
  const child = spawn(process.execPath, [program, 'freeze', store, '-o', output, '--json'], { cwd: folder });
  const [said, failed] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise((done) => child.once('exit', done));
  expect(code, await failed).toBe(0);
  const { runs } = JSON.parse(await said) as { runs: number };
  const { ids } = JSON.parse(readFileSync(join(output, 'runs/index.json'), 'utf8')) as { ids: string[] };
  expect(ids).toHaveLength(runs);
  expect(runs).toBeGreaterThan(0);
  return { ids, ...(await servePlainly(output)) };
}

/** Opens the table of runs and each run. */
async function openAll(page: Page, { url, ids }: { url: string; ids: string[] }, look: () => Promise<void>) {
  await page.goto(`${url}/`);
  await look();
  await page.goto(`${url}/runs/`);
  await expect(page.locator('#runs-said')).toHaveText(`${ids.length} of ${ids.length} runs`);
  await look();
  for (const id of ids) {
    await page.goto(`${url}/runs/run/?${new URLSearchParams({ id })}`);
    await expect(page.locator('article.run h1')).not.toBeEmpty();
    await expect(page.locator('main [role=alert]')).toHaveCount(0);
    await look();
  }
}

for (const name of [
  'mlflow-sqlite/mlflow.db',
  'mlflow-file-store/mlruns',
  'tensorboard',
  'dvc',
  'hugging-face',
])
  test(`${name}, as the tool has written it, is frozen whole`, async ({ page }) => {
    test.setTimeout(120_000);
    const site = await frozen(join(storesFolder, name), name.replaceAll('/', '-'));
    await openAll(page, site, async () => expect(await axeViolations(page)).toEqual([]));
    site.stop();
  });

test('what MLflow’s server has answered is frozen whole', async ({ page }) => {
  test.setTimeout(120_000);
  const { url, server } = await recordedServer(false);
  const site = await frozen(url, 'rest');
  server.close();
  await openAll(page, site, async () => expect(await axeViolations(page)).toEqual([]));
  site.stop();
});

for (const name of [...Object.keys(hostileStores), 'MLflow server'])
  test(`nothing in a hostile ${name} runs`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: 390, height: 844 });
    const dialogs = dismissedDialogs(page);
    const store = hostileStores[name]?.(join(folder, 'hostile', name));
    const served = store === undefined ? await recordedServer(true) : undefined;
    const site = await frozen(store ?? served?.url ?? '', `hostile ${name}`);
    served?.server.close();
    let shown = '';
    await openAll(page, site, async () => {
      expect(await hostileFaults(page), page.url()).toEqual([]);
      shown += await page.locator('main').innerText();
    });
    // The words themselves are there, as words.
    expect(shown).toContain('<img src=x onerror=');
    expect(dialogs).toEqual([]);
    site.stop();
  });
