// The composite action's own script, run as GitHub runs it, on a project with a planted regression.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

/**
 * A clone whose `origin` has the true cards on `main`; nothing of `main` is fetched yet.
 *
 * @param origin what is on `main`
 */
function pullRequest(origin = truth.copy()): string {
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
      REQUIRE_REVIEW: 'false',
      SIGNERS: '',
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

/** Makes a key for somebody, and the line that lets it sign. */
function keyOf(mail: string): { key: string; line: string } {
  const key = join(mkdtempSync(join(tmpdir(), 'modelfolio-key-')), 'key');
  onTestFinished(() => rmSync(dirname(key), { recursive: true, force: true }));
  const { status } = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', mail, '-f', key]);
  expect(status).toBe(0);
  return { key, line: `${mail} ${readFileSync(`${key}.pub`, 'utf8')}` };
}

it('asks for an approval where that is required', async () => {
  const clone = pullRequest();
  const required = { REQUIRE_REVIEW: 'true' };
  const { status, stdout } = runStep(clone, required);
  expect([status, stdout]).toEqual([1, expect.stringContaining('title=review-required::')]);
  const approval = ['review', 'tiny', '--reviewer', 'Ada <ada@example.org>', '--scope', 'teaching'];
  expect((await modelfolio(clone, approval)).code).toBe(0);
  expect(runStep(clone, required).status).toBe(0);
});

it('asks for signatures of those whom the base lists, not of those whom the change adds', async () => {
  const [owner, liar] = [keyOf('ada@example.org'), keyOf('eve@example.org')];
  const sign = (root: string, { key }: { key: string }) =>
    modelfolio(root, ['check', '--no-reevaluate', '--sign', key]);
  const origin = truth.copy();
  writeFileSync(join(origin, 'signers'), owner.line);
  const clone = pullRequest(origin);
  const asked = { SIGNERS: './signers' };
  const unsigned = runStep(clone, asked);
  expect([unsigned.status, unsigned.stdout]).toEqual([1, expect.stringContaining('title=signature-missing')]);
  expect((await sign(clone, owner)).code).toBe(0);
  expect(runStep(clone, asked).status).toBe(0);
  writeFileSync(join(clone, 'signers'), liar.line);
  expect((await sign(clone, liar)).code).toBe(0);
  const forged = runStep(clone, asked);
  expect([forged.status, forged.stdout]).toEqual([1, expect.stringContaining('title=signature-invalid')]);
  // Without a base there is nothing but the list that lies there; an absolute path is read as it is.
  expect(runStep(clone, { AGAINST: 'none', SIGNERS: 'signers' }).status).toBe(0);
  const elsewhere = join(dirname(owner.key), 'signers');
  writeFileSync(elsewhere, owner.line);
  const absolute = runStep(clone, { AGAINST: 'none', SIGNERS: elsewhere });
  expect([absolute.status, absolute.stdout]).toEqual([1, expect.stringContaining('title=signature-invalid')]);
});

it('takes the list that lies there where the base has none', async () => {
  const owner = keyOf('ada@example.org');
  const clone = pullRequest();
  writeFileSync(join(clone, 'signers'), owner.line);
  expect((await modelfolio(clone, ['check', '--no-reevaluate', '--sign', owner.key])).code).toBe(0);
  expect(runStep(clone, { SIGNERS: 'signers' }).status).toBe(0);
});

it('every input is described and used', () => {
  const text = readFileSync(join(repository, 'action.yml'), 'utf8');
  expect(action.runs.using).toBe('composite');
  for (const name of Object.keys(action.inputs)) expect(text).toContain(`inputs.${name}`);
  // What the script reads, and the runner does not set, is handed to it.
  const read = [...(step?.run ?? '').matchAll(/\$\{?([A-Z_]+)/g)].map(([, name]) => name);
  const handed = [
    ...Object.keys(step?.env ?? {}),
    'GITHUB_WORKSPACE',
    'GITHUB_OUTPUT',
    'GITHUB_STEP_SUMMARY',
  ];
  expect([...new Set(read)].filter((name) => ![...handed, 'RUNNER_TEMP'].includes(name ?? ''))).toEqual([]);
});
