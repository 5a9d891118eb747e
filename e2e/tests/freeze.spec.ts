// A real store, frozen, opened from the plainest of servers: Python's own, as people would do.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { axeViolations } from '../axe-violations.ts';
import { expect, test } from '../quiet-test.ts';

const repository = resolve(import.meta.dirname, '../..');
let folder = '';
let server: ChildProcess | undefined;
let address = '';

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'frozen-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(repository, 'generator/bin/modelfolio.ts'),
      'freeze',
      join(repository, 'examples/mlflow.db'),
      '--output',
      join(folder, 'runs-of-may'),
      '--base',
      '/runs-of-may/',
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).not.toContain('modelfolio:');
  expect(status).toBe(0);
  server = spawn('python3', ['-u', '-m', 'http.server', '--bind', '127.0.0.1', '0', '--directory', folder]);
  address = await new Promise((found) => {
    server?.stdout?.on('data', (text: Buffer) => {
      const port = /port (\d+)/.exec(text.toString())?.[1];
      if (port) found(`http://127.0.0.1:${port}/runs-of-may/`);
    });
  });
});
test.afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('the store’s experiments, runs and numbers are there, under a path of their own', async ({ page }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) elsewhere.push(request.url());
  });
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Runs of mlflow.db');
  await expect(page.getByRole('row', { name: /^palmer-penguins/ })).toContainText('3');
  await page.getByRole('link', { name: 'Search and compare 7 runs' }).click();
  await expect(page.locator('#runs-said')).toHaveText('7 of 7 runs');
  await page.getByRole('link', { name: 'xgboost-depth-4' }).click();
  await expect(page.getByText('0.9649122807017544')).toBeVisible();
  await expect(page.locator('.history')).not.toHaveCount(0);
  expect(await axeViolations(page)).toEqual([]);
  expect(elsewhere).toEqual([]);
});
