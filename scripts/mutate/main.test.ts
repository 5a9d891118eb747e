import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { MutationReport } from './mutation-report.ts';

const temporary = mkdtempSync(join(tmpdir(), 'modelfolio-mutate-test-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const mutate = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  });

test('judges a sample of a room by the room’s own tests, in a folder that is gone afterwards', () => {
  const { status, stdout, stderr } = mutate('failures', '--mutants', '12', '--at-least', '0', '--json');
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as MutationReport;
  expect(status).toBe(0);
  expect(report.mutants + report.invalid).toBe(12);
  // Small and well tested: most of its faults are found, whichever are drawn.
  expect(report.killed).toBeGreaterThan(6);
  expect(report.survivors).toHaveLength(report.survived + report.notCovered);
  const root = join(import.meta.dirname, '../..');
  for (const { file, line, original } of report.survivors)
    expect(readFileSync(join(root, file), 'utf8').split('\n')[line - 1]).toContain(original.split('\n')[0]);
  expect(readdirSync(temporary)).toEqual([]);
  // Copies the tree and starts several processes: seconds, or a minute where the machine is busy.
}, 300_000);

test.each([
  [['nowhere'], /name one room, not "nowhere": .*metrics/],
  [[], /name one room/],
  [['metrics', 'onnx'], /name one room, not "metrics onnx"/],
  [['metrics', '--mutants', '0'], /--mutants must be a whole number from 1 .*not "0"/],
  [['metrics', '--seed', '1.5'], /--seed must be a whole number/],
  [['metrics', '--at-least', '101'], /--at-least must be a number from 0 to 100/],
  [['metrics', '--at-least', ''], /--at-least must be a number/],
  [['metrics', '--concurrency', '1'], /--concurrency must be a whole number from 2/],
  [['metrics', '--mutant', '3'], /Unknown option '--mutant'.*--help/],
])('refuses %j in one line', (args, message) => {
  const { status, stdout, stderr } = mutate(...args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
