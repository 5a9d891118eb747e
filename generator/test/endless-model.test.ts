import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loopingGraph } from '@modelfolio/inference/testing/looping-graph';
import { expect, it } from 'vitest';
import { modelfolio, modelfolioSteps, temporaryProject } from './temporary-project.ts';

/** A project with a model in a file, and rows to judge it on. */
function withModel(turns?: number): string {
  const root = temporaryProject();
  mkdirSync(join(root, 'models'));
  writeFileSync(join(root, 'loop.onnx'), loopingGraph(turns));
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${-row},0,${row === 0 ? 'a' : 'b'}`);
  writeFileSync(join(root, 'rows.csv'), `first,second,third,kind\n${rows.join('\n')}\n`);
  return root;
}

const flags = {
  id: 'loop',
  label: 'kind',
  classes: 'a,b,c',
  columns: 'first,second,third',
  licence: 'MIT',
  author: 'Ada',
  contact: 'ada@example.org',
  'data-licence': 'CC0-1.0',
  'data-source': 'made up',
};

const adding = (root: string): string[] => [
  'add',
  join(root, 'loop.onnx'),
  '--data',
  join(root, 'rows.csv'),
  ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
];

it('is not added: one line within the time limit, and nothing half-written', async () => {
  const root = withModel();
  const { code, err, written } = await modelfolio(root, [...adding(root), '--time-limit', '0.5'], {
    ask: null,
  });
  expect({ code, written }).toEqual({ code: 1, written: [] });
  expect(err).toEqual([
    expect.stringMatching(
      /loop\.onnx: the model was ended: not finished after 0\.5 seconds \(give it longer with --time-limit <seconds>/,
    ),
  ]);
  expect(readdirSync(join(root, 'models'))).toEqual([]);
});

it.each(['evaluate', 'explain', 'check'])(
  'is named by %s, as one that was added before it was endless',
  async (command) => {
    const root = withModel(2);
    const steps = await modelfolioSteps(root, [adding(root), ['evaluate']]);
    expect(steps.map(({ code }) => code)).toEqual([0, 0]);
    writeFileSync(join(root, 'models/loop/model.onnx'), loopingGraph());
    const [, ended] = await modelfolioSteps(root, [['ingest'], [command, '--time-limit', '0.5']]);
    expect(ended?.code).toBe(1);
    expect([...(ended?.out ?? []), ...(ended?.err ?? [])].join('\n')).toMatch(
      /models\/loop\/model\.onnx.*the model was ended: not finished after 0\.5 seconds/,
    );
  },
);

it.each(['0', '1e999', 'soon'])('a time limit of %s is refused', async (limit) => {
  const { code, err } = await modelfolio(withModel(), ['evaluate', '--time-limit', limit]);
  expect(code).toBe(2);
  expect(err).toEqual([expect.stringContaining('--time-limit: expected a number above 0')]);
});

it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
  'is interrupted by %s, without a time limit',
  async (signal) => {
    const root = withModel();
    const program = resolve(import.meta.dirname, '../bin/modelfolio.ts');
    const child = spawn(process.execPath, [program, ...adding(root)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const closed = once(child, 'close');
    // Long enough that it listens; by then it may be in the graph or on the way there.
    await new Promise((done) => setTimeout(done, 2500));
    child.kill(signal);
    expect((await closed)[0]).toBe(130);
    expect(said).toBe('modelfolio: interrupted; no file is left half-written\n');
    expect(readdirSync(join(root, 'models'))).toEqual([]);
  },
);
