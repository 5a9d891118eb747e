import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { loopingGraph } from '../../test/looping-graph.ts';

const program = fileURLToPath(new URL('../../test/open-a-graph.ts', import.meta.url));

// Where CI is named in the environment, or on Windows, the runtime leaves no trace anyway.
it.runIf(process.platform === 'linux')('keeps the runtime from reporting its use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'model.onnx');
  writeFileSync(file, loopingGraph(1));
  const { status, stderr } = spawnSync(process.execPath, [program, file], {
    env: { PATH: process.env['PATH'], HOME: folder },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  // The runtime keeps an identifier of the machine there, and what it has not yet sent.
  expect(readdirSync(folder).filter((name) => name !== 'model.onnx')).toEqual([]);
});
