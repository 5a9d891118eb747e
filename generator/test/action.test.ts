// The composite action's own script, run as GitHub runs it, on a project with a planted regression.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { putBiasedModel } from './put-biased-model.ts';
import { builtProject, modelfolio } from './temporary-project.ts';

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { using: string; steps: { id?: string; run?: string; env?: Record<string, string> }[] };
}

const repository = resolve(import.meta.dirname, '../..');
const action = parse(readFileSync(join(repository, 'action.yml'), 'utf8')) as Action;
const step = action.runs.steps.find(({ id }) => id === 'check');

const truth = builtProject();

/** A clone whose `origin` has the true cards on `main`; nothing of `main` is fetched yet. */
function pullRequest(): string {
  const origin = truth.copy();
  const git = (folder: string, ...args: string[]): void => {
    const { status, stderr } = spawnSync(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(stderr);
  };
  git(origin, 'init', '-q', '-b', 'main');
  git(origin, 'add', '.');
  git(origin, 'commit', '-qm', 'main');
  git(origin, 'checkout', '-qb', 'change');
  const clone = mkdtempSync(join(tmpdir(), 'modelfolio-action-'));
  onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
  git(clone, 'clone', '-q', '--depth=1', '--branch=change', `file://${origin}`, '.');
  return clone;
}

function runStep(workspace: string, inputs: Record<string, string> = {}) {
  const files = mkdtempSync(join(tmpdir(), 'modelfolio-runner-'));
  onTestFinished(() => rmSync(files, { recursive: true, force: true }));
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: files,
      GITHUB_OUTPUT: join(files, 'output'),
      GITHUB_STEP_SUMMARY: join(files, 'summary'),
      AGAINST: 'origin/main',
      BASE: 'main',
      REEVALUATE: 'false',
      STRICT: 'false',
      SITE: '',
      SARIF: 'x.sarif',
      COMMAND: `${process.execPath} ${join(repository, 'generator/bin/modelfolio.ts')}`,
      ...inputs,
    },
  });
  const read = (name: string): string => readFileSync(join(files, name), 'utf8');
  return { status, stdout, stderr, read };
}

it('fetches the base and passes an honest change', () => {
  const { status, read } = runStep(pullRequest());
  expect(status).toBe(0);
  expect(read('summary')).toContain('Model cards: nothing wrong');
  expect(read('output')).toBe('sarif=x.sarif\n');
});

it('fails on a regression, beside the line, in SARIF and in the summary', async () => {
  const clone = pullRequest();
  putBiasedModel(clone);
  for (const command of ['ingest', 'evaluate', 'build']) await modelfolio(clone, [command]);
  const { status, stdout, read } = runStep(clone);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /::error file=content\/models\/tiny\.json,line=\d+,col=\d+,title=metric-regressed::Test accuracy was/,
  );
  expect(read('summary')).toContain('▼ worse');
  expect(readFileSync(join(clone, 'x.sarif'), 'utf8')).toContain('"ruleId": "metric-regressed"');
  expect(runStep(clone, { AGAINST: 'none' }).status).toBe(0);
});

it('every input is described and used', () => {
  const text = readFileSync(join(repository, 'action.yml'), 'utf8');
  expect(action.runs.using).toBe('composite');
  for (const name of Object.keys(action.inputs)) expect(text).toContain(`inputs.${name}`);
});
